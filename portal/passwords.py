"""How passwords are kept: Argon2id with parameters that sixteen people can use at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP advises (19 MiB, two rounds): about 60 ms, where Django's default takes 100 MiB each."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
