"""The parts of `peer.py`."""
