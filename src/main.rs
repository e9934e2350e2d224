fn main() {
    let l = nianbao::form::Library::load(&Default::default()).unwrap();
    match l {
        Ok(l) => println!("{}", l.for_year(2022).unwrap().tables.len()),
        Err(e) => println!(
            "{:?}",
            e.findings
                .iter()
                .map(|f| (
                    f.code.name,
                    e.sources.place(f.span),
                    e.sources.slice(f.span),
                    &f.args
                ))
                .collect::<Vec<_>>()
        ),
    }
}
