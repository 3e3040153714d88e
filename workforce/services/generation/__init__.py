"""An invented register of people for an invented province: for demonstrations, tests and benchmarks.

Read ``register`` first; ``plan`` says how many people stand where on the day, ``careers`` how they got there. Nobody in
it exists: names are put together by chance, and everything hangs on one seed, on both database engines alike.
"""
