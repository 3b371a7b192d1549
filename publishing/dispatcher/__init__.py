"""Sends what is due, by itself, from a pool of threads. Any number of dispatchers may run on any number of machines.

The main loop alone writes deliveries; threads of the pool speak to networks and never touch the database.
"""
