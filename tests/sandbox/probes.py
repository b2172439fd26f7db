"""What a hostile document would try once it runs inside a reader; run as a program of its own.

``python -I probes.py DESKTOP FOLDER UID LAYERS``: each probe runs in a forked child with the named layers
(``all``, ``none``, ``landlock``, ``seccomp``, ``rlimits``), as that user, and the verdicts are printed as
JSON: ``allowed``, ``refused: …`` or ``ended: …``. Everything is harmless when it succeeds. The folder
must belong to the user.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import mmap
import os
import resource
import signal
import socket
import stat
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path

libc = ctypes.CDLL(None, use_errno=True)
PR_SET_DUMPABLE, PR_SET_PTRACER = 4, 0x59616D61
PTRACE_ATTACH, PTRACE_DETACH = 16, 17


class Ground:
    """What the probes reach for: files, listeners and a neighbour, all outside the reader."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "own"
        self.own.mkdir()
        self.secret = folder / "secret.txt"
        self.secret.write_text("the source's name")
        self.link = self.own / "link"
        self.link.symlink_to(self.secret)
        self.descriptor = os.open(folder / "handed over", os.O_RDWR | os.O_CREAT)
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(folder / "socket"))
        self.unix.listen()
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0casefile probes {os.getpid()}")
        self.abstract.listen()
        self.neighbour = os.fork()
        if not self.neighbour:
            libc.prctl(PR_SET_PTRACER, ctypes.c_ulong(2**64 - 1))
            libc.prctl(1, ctypes.c_ulong(signal.SIGKILL))
            signal.pause()
            os._exit(0)

    def close(self) -> None:
        os.kill(self.neighbour, signal.SIGKILL)
        os.waitpid(self.neighbour, 0)


def connect(family: int, address: object) -> None:
    with socket.socket(family) as reaching:
        reaching.connect(address)


def call(number: int, *arguments: object) -> int:
    """A call by its number on x86_64; raises what the kernel answers."""
    answer = libc.syscall(ctypes.c_long(number), *arguments)
    if answer < 0:
        raise OSError(ctypes.get_errno(), errno.errorcode[ctypes.get_errno()])
    return int(answer)


def udp() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sending:
        sending.sendto(b"who", ("127.0.0.1", 9))


def fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def threads() -> None:
    seen: list[int] = []
    several = [threading.Thread(target=seen.append, args=(number,)) for number in range(3)]
    for each in several:
        each.start()
    for each in several:
        each.join()
    if len(seen) != 3:
        raise OSError(errno.EAGAIN, "no threads")


def trace(process: int) -> None:
    def ptrace(deed: int) -> None:
        if libc.ptrace(ctypes.c_long(deed), ctypes.c_long(process), None, None) != 0:
            raise OSError(ctypes.get_errno(), "ptrace")

    ptrace(PTRACE_ATTACH)
    os.waitpid(process, 0x40000000)  # __WALL: the neighbour is not our child
    ptrace(PTRACE_DETACH)


def large_file(path: Path) -> None:
    with path.open("wb") as growing:
        growing.seek(400 << 20)
        growing.write(b"x")


def large_handed_over(descriptor: int) -> None:
    os.lseek(descriptor, 400 << 20, os.SEEK_SET)
    os.write(descriptor, b"x")


def shared_memory_file() -> None:
    path = Path(f"/dev/shm/casefile-probe-{os.getpid()}")
    path.write_text("left behind")
    path.unlink()


def pass_descriptor() -> None:
    ours, theirs = PAIR
    socket.send_fds(ours, [b"here"], [0])
    socket.recv_fds(theirs, 4, 1)


def owner_of_signals() -> None:
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())


def set_limit() -> None:
    same = struct.pack("qq", *resource.getrlimit(resource.RLIMIT_CORE))
    call(302, 0, resource.RLIMIT_CORE, same, None)


def memory_of(process: int) -> None:
    stretch = ctypes.create_string_buffer(struct.pack("QQ", ctypes.addressof(SOMETHING), 8))
    one = ctypes.c_ulong(1)
    call(310, process, stretch, one, stretch, one, ctypes.c_ulong(0))


SOMETHING = ctypes.create_string_buffer(8)
PAIR = socket.socketpair()


def probes(ground: Ground) -> dict[str, Callable[[], object]]:
    """The 26 of the design, in its order."""
    return {
        "TCP": lambda: connect(socket.AF_INET, ground.tcp.getsockname()),
        "UDP": udp,
        "AF_UNIX path": lambda: connect(socket.AF_UNIX, ground.unix.getsockname()),
        "AF_UNIX abstract": lambda: connect(socket.AF_UNIX, ground.abstract.getsockname()),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 0)),
        "read a secret": lambda: ground.secret.read_text(),
        "list /": lambda: list(Path("/").iterdir()),
        "/etc/passwd": lambda: Path("/etc/passwd").read_text(),
        "/proc/self/environ": lambda: Path("/proc/self/environ").read_bytes(),
        "write outside": lambda: ground.secret.with_name("planted").write_text("planted"),
        "write in its own folder": lambda: (ground.own / "kept").write_text("kept"),
        "/dev/shm": shared_memory_file,
        "through a link": lambda: ground.link.read_text(),
        "through ..": lambda: Path(f"{ground.own}/../secret.txt").read_text(),
        "unlink": lambda: ground.secret.with_name("to unlink").unlink(),
        "truncate": lambda: os.truncate(ground.secret.with_name("to truncate"), 0),
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "fork": fork,
        "mkfifo": lambda: os.mkfifo(ground.own / f"fifo{os.getpid()}"),
        "kill": lambda: os.kill(ground.neighbour, signal.SIGCONT),
        "ptrace": lambda: trace(ground.neighbour),
        "/proc of another": lambda: Path(f"/proc/{ground.neighbour}/environ").read_bytes(),
        "chmod outside": lambda: ground.secret.chmod(stat.S_IRUSR | stat.S_IWUSR),
        "3 GB of memory": lambda: mmap.mmap(-1, 3 << 30),
        "400 MB file": lambda: large_file(ground.own / "large"),
        "threads": threads,
    }


def further_probes(ground: Ground) -> dict[str, Callable[[], object]]:
    """Ways round the 26, by number on x86_64; all must be refused."""
    return {
        "grow a file handed over": lambda: large_handed_over(ground.descriptor),
        "pass a descriptor on": pass_descriptor,
        "socketpair": socket.socketpair,
        "memory as a file": lambda: os.memfd_create("hidden"),
        "stat": lambda: Path("/etc/passwd").stat(),
        "signals by a descriptor": owner_of_signals,
        "set a limit": set_limit,
        "signal a thread": lambda: call(234, ground.neighbour, ground.neighbour, int(signal.SIGCONT)),
        "another's memory": lambda: memory_of(ground.neighbour),
        "descriptor of another": lambda: os.pidfd_open(ground.neighbour),
        "io_uring": lambda: call(425, ctypes.c_ulong(1), ctypes.create_string_buffer(256)),
        "new namespaces": lambda: call(272, ctypes.c_ulong(0)),
        "keyring": lambda: call(250, 0, ctypes.c_long(-4), ctypes.c_long(1)),
        "calls of another machine": lambda: call(0x40000000 + 39),
        "change folder": lambda: os.chdir("/"),
    }


def verdict(probe: Callable[[], object], shut_in: Callable[[], None]) -> str:
    """Run one probe in a child of its own, shut in first."""
    hears, tells = os.pipe()
    child = os.fork()
    if not child:
        os.close(hears)
        os.set_inheritable(tells, False)
        try:
            shut_in()
            probe()
            words = "allowed"
        except OSError as refused:
            words = f"refused: {errno.errorcode.get(refused.errno or 0, '')}"
        except MemoryError:
            words = "refused: MemoryError"
        except BaseException as other:  # the harness must hear of every end
            words = f"broken: {other!r}"
        os.write(tells, words.encode())
        os._exit(0)
    os.close(tells)
    with os.fdopen(hears, "rb") as answer:
        words = answer.read().decode()
    _, status = os.waitpid(child, 0)
    if words:
        return words
    return (
        "allowed" if status == 0 else f"ended: {signal.Signals(os.waitstatus_to_exitcode(status) * -1).name}"
    )


def main(desktop: str, folder: str, uid: str, layers: str) -> None:
    sys.path.insert(0, desktop)
    from casefile.domain.limits import Limits
    from casefile.sandbox import confinement, landlock, no_network, system_calls

    machine = no_network.machine()
    assert machine is not None
    if int(uid) != os.getuid():
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
        libc.prctl(PR_SET_DUMPABLE, 1)

    def whole() -> None:
        if not confinement.confine(Limits()).proved:
            raise RuntimeError("a layer is missing")

    shut_in: dict[str, Callable[[], object]] = {
        "none": lambda: None,
        "all": whole,
        "landlock": landlock.restrict,
        "seccomp": lambda: no_network.install_filter(
            system_calls.program(machine), machine, all_threads=True
        ),
        "rlimits": lambda: confinement._limit_resources(Limits(), 60),
    }
    ground = Ground(Path(folder))
    try:
        found: dict[str, dict[str, str]] = {"probes": {}, "further": {}}
        for kind, every in (("probes", probes(ground)), ("further", further_probes(ground))):
            for name, probe in every.items():
                for disposable in ("to unlink", "to truncate"):
                    (Path(folder) / disposable).write_text("disposable")
                found[kind][name] = verdict(probe, lambda: shut_in[layers]())
        print(json.dumps(found | {"landlock": landlock.abi()}))
    finally:
        ground.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
