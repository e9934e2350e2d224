// Sorting and choosing. The rows are in the page already; this only orders and hides them.
(function () {
  "use strict";
  var table = document.querySelector("table");
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var form = document.querySelector(".filters");
  var none = document.querySelector(".none");
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function text(row, column) {
    var cell = row.cells[column];
    return (cell.firstElementChild && cell.tagName === "TH" ? cell.firstChild.textContent : cell.textContent).trim();
  }

  // What a row does not say comes last, whichever way the rest is sorted; equal rows keep the order they came in.
  function sort(column, descending) {
    var number = heads[column].dataset.kind === "number";
    var keyed = rows.map(function (row, at) {
      var key = text(row, column);
      return { row: row, at: at, empty: key === "", key: number ? Number(key) : key };
    });
    keyed.sort(function (left, right) {
      if (left.empty || right.empty) { return left.empty - right.empty || left.at - right.at; }
      var order = number ? left.key - right.key : collator.compare(left.key, right.key);
      return (descending ? -order : order) || left.at - right.at;
    });
    var sorted = document.createDocumentFragment();
    keyed.forEach(function (one) { sorted.appendChild(one.row); });
    body.appendChild(sorted);
  }

  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sort;
    while (head.firstChild) { button.appendChild(head.firstChild); }
    head.appendChild(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", function () {
      // Of numbers the greatest are asked for first.
      var first = head.dataset.kind === "number" ? "descending" : "ascending";
      var second = first === "ascending" ? "descending" : "ascending";
      var to = head.getAttribute("aria-sort") === first ? second : first;
      heads.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
      head.setAttribute("aria-sort", to);
      sort(column, to === "descending");
    });
  });

  function choose() {
    var state = form.elements.state.value;
    var wanted = form.elements.text.value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row) {
      var marked = !state || row.dataset.marks.split(" ").indexOf(state) >= 0;
      row.hidden = !(marked && (!wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0));
      shown += row.hidden ? 0 : 1;
    });
    form.querySelector("output").textContent = shown + " / " + rows.length;
    none.hidden = shown > 0;
  }

  form.hidden = false;
  form.addEventListener("input", choose);
  form.addEventListener("change", choose);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  Array.prototype.forEach.call(document.querySelectorAll(".figures [data-filter]"), function (figure) {
    if (figure.className === "nought") { return; }
    figure.style.cursor = "pointer";
    figure.addEventListener("click", function () {
      form.elements.state.value = form.elements.state.value === figure.dataset.filter ? "" : figure.dataset.filter;
      choose();
      document.getElementById("townships").scrollIntoView({ block: "start" });
    });
  });
  choose();
})();
