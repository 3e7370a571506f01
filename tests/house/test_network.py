"""No test can reach another machine, even by mistake."""

import socket

import pytest

from tests.support.network import Outside


def test_a_name_cannot_be_looked_up() -> None:
    with pytest.raises(Outside):
        socket.getaddrinfo("mellansteg.example", 443)


def test_an_address_cannot_be_reached() -> None:
    with socket.socket() as line, pytest.raises(Outside):
        line.connect(("192.0.2.1", 80))


def test_this_machine_can() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as line:
        assert line.getpeername() == server.getsockname()
