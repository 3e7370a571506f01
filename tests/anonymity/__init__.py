"""Somebody who later has everything: whether she can lead the answers of the anonymous survey back to people.

`evening` plays groups on the running service, `copies` takes what an attacker would have kept, `clues` and `traces` read everything in it,
`matching` and `odds` measure. `leaky` is a service that leaks in four ways; each must be caught by the same eyes.
"""
