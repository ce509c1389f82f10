"""The minimum conformance set of a Proxmox VE server (proxmox/API.md section 16) by proxmoxer.

usage: conformance.py ENVIRONMENT ANSWERS

ENVIRONMENT is a JSON file: {"nodes": [PORT, ...], "ca": FILE, "token": "USER!NAME=SECRET",
"root": PASSWORD, "door": URL, "doorToken": TOKEN, "period": FACTOR}. FACTOR is what a minute of the
real server's periods lasts here, in minutes. Prints "ok N" or "not ok N" for each point, the reason
on standard error, and writes all successful answers to ANSWERS, one JSON object a line, so that
they can be held to the schema (point 10).
"""

import json
import sys
import threading
import time
import traceback
import urllib.request
from urllib.parse import unquote, urlsplit

import requests
from proxmoxer import AuthenticationError, ProxmoxAPI, ResourceException
from proxmoxer.tools import Tasks

with open(sys.argv[1], encoding="utf-8") as file:
    GRID = json.load(file)
ANSWERS = open(sys.argv[2], "w", encoding="utf-8")
ANSWERS_LOCK = threading.Lock()
USER, TOKEN_NAME = GRID["token"].split("=")[0].split("!")
TEMPLATE = 9100  # + the number of the node: an image with an agent on each node's own storage
MINUTE = 60 * GRID["period"]
PATIENCE = 60


def recorded(api):
    """The same API; what it is answered is written down."""

    def write(answer, *_, **__):
        if answer.status_code == 200:
            path = unquote(urlsplit(answer.url).path).removeprefix("/api2/json")
            line = {"method": answer.request.method, "path": path, "data": answer.json()["data"]}
            with ANSWERS_LOCK:
                ANSWERS.write(json.dumps(line) + "\n")

    api._store["session"].hooks["response"].append(write)
    return api


def by_token(node=1):
    return recorded(
        ProxmoxAPI(
            "127.0.0.1",
            port=GRID["nodes"][node - 1],
            user=USER,
            token_name=TOKEN_NAME,
            token_value=GRID["token"].split("=", 1)[1],
            verify_ssl=GRID["ca"],
            timeout=PATIENCE,
        )
    )


def by_ticket(node=1, password=None):
    return recorded(
        ProxmoxAPI(
            "127.0.0.1",
            port=GRID["nodes"][node - 1],
            user="root@pam",
            password=password or GRID["root"],
            verify_ssl=GRID["ca"],
            timeout=PATIENCE,
        )
    )


def door(method, path, body):
    request = urllib.request.Request(
        GRID["door"] + path,
        method=method,
        data=json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + GRID["doorToken"], "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.read()


def ended(api, upid):
    task = Tasks.blocking_status(api, upid, timeout=PATIENCE, polling_interval=0.05)
    assert task is not None, "the task does not end: " + upid
    return task["exitstatus"]


def until(what, condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain until " + what)


def refused(call):
    try:
        answer = call()
    except ResourceException as refusal:
        return refusal
    raise AssertionError(f"should have been refused, answered {answer!r}")


def clone(api, node, vmid, **more):
    return api.nodes(f"pve{node}").qemu(TEMPLATE + node).clone.post(newid=vmid, **more)


def machine(api, node, vmid):
    assert ended(api, clone(api, node, vmid)) == "OK"
    return api.nodes(f"pve{node}").qemu(vmid)


def rows(api):
    return {row["vmid"]: row for row in api.cluster.resources.get(type="vm")}


def point_1_logs_in_by_ticket_and_by_token():
    assert by_token().version.get()["release"].startswith("9.")
    assert by_ticket().version.get()["release"].startswith("9.")
    try:
        by_ticket(password="wrong")
        raise AssertionError("a wrong password is let in")
    except AuthenticationError:
        pass
    ticket = by_ticket().get_tokens()[0]
    answer = requests.post(
        f"https://127.0.0.1:{GRID['nodes'][0]}/api2/json/pools",
        cookies={"PVEAuthCookie": ticket},
        data={"poolid": "nobody"},
        verify=GRID["ca"],
        timeout=PATIENCE,
    )
    assert answer.status_code == 401 and answer.content == b"", answer.text
    assert answer.reason == "Permission denied - invalid csrf token", answer.reason


def point_2_names_an_unknown_parameter():
    api = by_token()
    refusal = refused(lambda: api.nodes("pve1").qemu(TEMPLATE + 1).config.get(nonsense=1))
    assert refusal.status_code == 400, refusal
    assert "not defined in schema" in refusal.errors["nonsense"], refusal.errors


def point_3_carries_a_clone_to_a_guest_that_answers():
    api = by_token()
    vm = machine(api, 1, 601)
    vm.config.put(memory=256, cores=1, net0="virtio,bridge=vmbr0,tag=7", ipconfig0="ip=10.9.0.5/24")
    assert vm.config.get()["memory"] == "256"
    assert ended(api, vm.resize.put(disk="scsi0", size="+1G")) == "OK"
    refusal = refused(vm.agent.ping.post)
    assert refusal.status_code == 500 and "is not running" in str(refusal), refusal
    assert ended(api, vm.status.start.post()) == "OK"

    def answers():
        try:
            vm.agent.ping.post()
            return True
        except ResourceException as refusal:
            assert "QEMU guest agent is not running" in str(refusal), refusal
            return False

    until("the agent answers", answers)
    assert vm.agent("network-get-interfaces").get()["result"]


def point_4_gives_one_number_to_one_of_two():
    outcomes = []

    def contend(node):
        api = by_token(node)
        try:
            outcomes.append(ended(api, clone(api, node, 602)))
        except ResourceException as refusal:
            outcomes.append(str(refusal))

    threads = [threading.Thread(target=contend, args=(node,)) for node in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2 and outcomes.count("OK") == 1, outcomes
    loser = next(outcome for outcome in outcomes if outcome != "OK")
    assert "File exists" in loser or "already exists" in loser, loser


def point_5_forgets_the_names_on_a_dead_node():
    api = by_token()
    machine(api, 3, 603).config.put(name="on-the-dead-node")
    until("the lists know it", lambda: rows(api)[603].get("name") == "on-the-dead-node")
    dead = time.monotonic()
    door("POST", "/nodes/pve3/power", {"state": "OFF"})
    refusal = refused(api.nodes("pve3").status.get)
    assert refusal.status_code == 595 and refusal.errors == {"errors": b""}, refusal
    assert rows(api)[603]["name"] == "on-the-dead-node"
    until("the name is gone", lambda: "name" not in rows(api)[603])
    assert time.monotonic() - dead >= 4.8 * MINUTE, "the last statistics are five minutes good"
    assert rows(api)[603]["status"] == "unknown"
    nodes = {row["node"]: row["status"] for row in api.cluster.resources.get(type="node")}
    assert nodes["pve3"] == "offline", nodes


def point_6_moves_only_what_ha_manages():
    api, root = by_token(), by_ticket()
    managed, plain = 604, 605
    for vmid in (managed, plain):
        vm = api.nodes("pve4").qemu
        assert ended(api, vm.post(vmid=vmid, memory=64, scsi0="backup:1")) == "OK"
    root.cluster.ha.resources.post(sid=f"vm:{managed}", state="started")
    until("HA has started it", lambda: rows(api)[managed]["status"] == "running")
    dead = time.monotonic()
    door("POST", "/nodes/pve4/power", {"state": "OFF"})

    def runs_elsewhere():
        row = rows(api)[managed]
        return row["node"] != "pve4" and row["status"] == "running"

    until("HA has moved it", runs_elsewhere)
    assert time.monotonic() - dead >= 2 * MINUTE, "not before the dead node's lock has expired"
    assert rows(api)[plain]["node"] == "pve4"


def point_7_reboots_by_two_tasks():
    api = by_token()
    vm = machine(api, 1, 606)
    assert ended(api, vm.status.start.post()) == "OK"
    reboot = vm.status.reboot.post()
    assert ended(api, reboot) == "OK"
    until("it runs again", lambda: vm.status.current.get()["status"] == "running")
    tasks = api.nodes("pve1").tasks.get(vmid=606, source="all")
    types = [task["type"] for task in tasks]
    assert types.count("qmreboot") == 1 and types.count("qmstart") == 2, types
    newest = next(task for task in tasks if task["type"] == "qmstart")
    assert newest["user"] == "root@pam", newest


def point_8_leaves_memory_of_a_running_machine_pending():
    api = by_token()
    vm = machine(api, 1, 607)
    assert ended(api, vm.status.start.post()) == "OK"
    vm.config.put(memory=1024)
    row = next(row for row in vm.pending.get() if row["key"] == "memory")
    assert (str(row["value"]), str(row["pending"])) == ("512", "1024"), row
    assert vm.status.current.get()["maxmem"] == 512 << 20
    assert ended(api, vm.status.stop.post()) == "OK"
    assert ended(api, vm.status.start.post()) == "OK"
    assert vm.status.current.get()["maxmem"] == 1024 << 20


def point_9_keeps_the_lock_of_a_killed_clone():
    api = by_token()
    match = {"method": "POST", "path": "/nodes/*/qemu/*/clone"}
    door("POST", "/faults", {"match": match, "times": 1, "effect": "FAIL_TASK"})
    assert ended(api, clone(api, 1, 608)) == "unexpected status"
    vm = api.nodes("pve1").qemu(608)
    assert vm.config.get()["lock"] == "clone"
    assert ended(api, vm.delete()) == "VM is locked (clone)"
    refusal = refused(lambda: vm.delete(skiplock=1))
    assert refusal.errors["skiplock"] == "Only root may use this option.", refusal.errors
    root = by_ticket().nodes("pve1").qemu(608)
    assert ended(api, root.delete(skiplock=1)) == "OK"


def main():
    points = [name for name in globals() if name.startswith("point_")]
    for name in points:
        number = name.split("_")[1]
        try:
            globals()[name]()
            print("ok", number, flush=True)
        except Exception:
            print("not ok", number, flush=True)
            print(f"--- {name}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    ANSWERS.close()


main()
