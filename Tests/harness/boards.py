"""Board files made for a purpose: so many sensors, so many machines."""

from pathlib import Path


def write_board(path, sensors=4, systems=("ManagedSystem",), power_on_delay="100 ms", graceful_delay=None, more="",
                events="", controller=""):
    """Writes a simulated board with its scenario beside it: numeric sensors that move, spread over the machines, each
    machine with a power supply that follows its buttons, and that goes off by itself `graceful_delay` after it was
    asked to. `more` is added to the board, `events` to the scenario, and `controller` says what the controller of each
    machine offers: `identify: true, boots-from: [network]`. Returns the board's path."""
    path = Path(path)
    scenario = path.with_suffix(".scenario.yaml")
    plan = ("on: [{ pulse: %s-button, for: 10 ms }, { until: on, within: 5 s }], "
            "off: [{ hold: %s-button, until: off, within: 5 s }]")
    graceful = f", graceful-delay: {graceful_delay}" if graceful_delay else ""
    lines = ["format: 1", f"board: {path.stem}", "lines:"]
    for system in systems:
        lines += [f"  {system}-button: {{ simulated: output }}", f"  {system}-good: {{ simulated: input }}"]
    lines.append("systems:")
    for system in systems:
        softly = f", off-graceful: [{{ pulse: {system}-button, for: 10 ms }}, {{ until: off, within: 60 s }}]"
        power = f"{{ on-when: {system}-good, {plan % (system, system)}{softly if graceful else ''} }}"
        lines.append(f"  - {{ id: {system}, name: Machine {system}, power: {power} }}")
    lines.append("sensors:")
    for number in range(sensors):
        limits = "warn: [5, 70], crit: [0, 80], fatal: [-10, 90]"
        system = f", system: {systems[number % len(systems)]}" if len(systems) > 1 else ""
        lines.append(f"  - {{ id: t{number}, name: Temperature {number}, kind: temperature, {limits}{system} }}")
    lines += ["simulation:", f"  scenario: {scenario.name}", "  chassis:"]
    for system in systems:
        owner = f"system: {system}, " if len(systems) > 1 else ""
        lines.append(f"    - {{ {owner}power-good: {system}-good, power-button: {system}-button, starts: on, "
                     f"power-on-delay: {power_on_delay}, hold-off: 250 ms{graceful}{', ' if controller else ''}{controller} }}")
    path.write_text("\n".join(lines) + "\n" + more)
    scenario.write_text("".join(
        f"- {{ at: 0 s, sensor: t{number}, wave: {{ mean: {30 + number % 20}, swing: 2, period: 60 s }} }}\n"
        for number in range(sensors)) + events)
    return path
