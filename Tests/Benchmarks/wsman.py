"""Rates, latencies, CPU time and memory of the agent under load, in turns with bare servers that send the same."""

from measure import load, median, memory

CONNECTIONS = (1, 16, 64)
ROUNDS = 7

# design figures: CPU time of one request in µs; requests a second over those of the bare server, at 16 connections.
CPU_BUDGETS = {"Identify": 60, "Get": 60, "Invoke": 60, "Enumerate-100": 200}
RATIO_BUDGETS = {("Get", "plain"): 0.40, ("Get", "TLS"): 0.28, ("Enumerate-100", "plain"): 0.60}


class Cell:
    """One kind of request over one transport at so many connections, and what was measured of it."""

    def __init__(self, request, transport, connections):
        self.request, self.transport, self.connections = request, transport, connections
        self.ours, self.theirs, self.resident = [], [], 0.0

    def measure(self, agent, bare, authorization):
        body = self.request.body
        self.ours.append(load(agent.pid, agent.of(self.transport), body, authorization, self.connections))
        self.theirs.append(load(bare.pid, bare.urls[self.transport], body, "none", self.connections))
        self.resident = memory(agent.pid)[1]

    def of(self, figure, loads=None):
        return median(getattr(load, figure) for load in loads or self.ours)

    def ratio(self, figure):
        """The median of the rounds' ratios: the machine drifts between rounds, less within one."""
        return median(getattr(ours, figure) / getattr(theirs, figure)
                      for ours, theirs in zip(self.ours, self.theirs))


def measure(rig, authorization, quick):
    agent = rig.agent()
    requests = rig.requests(agent)
    bares = {request.name: rig.bare(request) for request in requests}
    connections = (16,) if quick else CONNECTIONS
    cells = [Cell(request, transport, count)
             for transport in ("plain", "TLS") for request in requests for count in connections]
    for _ in range(2 if quick else ROUNDS):
        for cell in cells:
            cell.measure(agent, bares[cell.request.name], authorization)
    table(cells)
    budgets(cells)
    agent.stop()
    for bare in bares.values():
        bare.stop()


def table(cells):
    print("| request | answer | over | connections | requests/s | p50 ms | p99 ms | CPU µs | RSS MiB "
          "| bare requests/s | bare CPU µs | rate ratio | CPU ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for cell in cells:
        print(f"| {cell.request.name} | {cell.request.size:.1f} kB | {cell.transport} | {cell.connections} "
              f"| {cell.of('rate'):.0f} | {cell.of('p50'):.2f} | {cell.of('p99'):.2f} | {cell.of('cpu'):.1f} "
              f"| {cell.resident:.1f} | {cell.of('rate', cell.theirs):.0f} | {cell.of('cpu', cell.theirs):.1f} "
              f"| {cell.ratio('rate'):.2f} | {cell.ratio('cpu'):.2f} |")


def budgets(cells):
    print("\n| what, at 16 connections | budget | measured | |\n|---|---|---|---|")
    for cell in cells:
        name, transport = cell.request.name, cell.transport
        if cell.connections != 16:
            continue
        if transport == "plain":
            budget, found = CPU_BUDGETS[name], cell.of("cpu")
            print(f"| CPU of one {name}, plain | ≤ {budget} µs | {found:.0f} µs | {verdict(found <= budget)} |")
        if budget := RATIO_BUDGETS.get((name, transport)):
            found = cell.ratio("rate")
            print(f"| {name} against the bare server, {transport} | ≥ {budget:.2f} | {found:.2f} "
                  f"| {verdict(found >= budget)} |")


def verdict(is_met):
    return "met" if is_met else "missed"
