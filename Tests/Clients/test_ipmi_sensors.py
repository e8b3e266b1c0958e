"""The sensors of whole BMCs behind the agent: `ipmi_sim` with boards made up from random seeds. Every field is compared
with the value computed from the seed, and with what ipmitool and FreeIPMI read."""

import pytest

from harness.bmc import BMC_ADDRESS, NON_LINEAR, POLL, watching
from harness.ipmi_tools import freeipmi_sensors, number
from harness.processes import eventually

# ipmitool prints three decimals, FreeIPMI six.
PRINTED, PRINTED_FINELY = 0.00051, 0.00000051
# Property, in the oracle, in ipmitool's table, in FreeIPMI's output.
THRESHOLDS = (
    ("LowerThresholdFatal", "lnr", 3, "Lower Non-Recoverable Threshold"),
    ("LowerThresholdCritical", "lcr", 4, "Lower Critical Threshold"),
    ("LowerThresholdNonCritical", "lnc", 5, "Lower Non-Critical Threshold"),
    ("UpperThresholdNonCritical", "unc", 6, "Upper Non-Critical Threshold"),
    ("UpperThresholdCritical", "ucr", 7, "Upper Critical Threshold"),
    ("UpperThresholdFatal", "unr", 8, "Upper Non-Recoverable Threshold"),
)
RANGES = (("NominalReading", "Nominal Reading"), ("NormalMin", "Normal Min."), ("NormalMax", "Normal Max."),
          ("MinReadable", "Sensor Min. Reading"), ("MaxReadable", "Sensor Max. Reading"))
# The last word of CurrentState, as ipmitool has it.
STATES = {"ok": "Normal", "nc": "Non-Critical", "cr": "Critical", "nr": "Fatal"}
# IPMI's units: BaseUnits, and the power of ten between the two (IPMI 2.0 table 43-15; schema of CIM_NumericSensor).
UNITS = {0: (0, 0), 1: (2, 0), 4: (5, 0), 5: (6, 0), 6: (7, 0), 16: (17, 0), 18: (19, 0), 21: (21, -3), 24: (23, 0),
         34: (31, 0), 53: (48, -6), 66: (60, 0), 71: (61, 3), 84: (1, 0), 92: (1, 0)}
OTHER, PERCENT = 1, 65
CUBE_ROOT = 11

KINDS = {
    "server": ((), {}),
    "177 sensors": (("--kind", "large", "--cipher17"), {}),
    "odd": (("--kind", "odd"), {"bridge": "true"}),
    "odd by suite 17": (("--kind", "odd", "--cipher17"), {}),
}

# Of each some more for `scripts/test --rig`.
MORE = [pytest.param(setting, id=f"{name}, again {number}", marks=pytest.mark.rig)
        for name, setting in KINDS.items() for number in range(1, 4)]


@pytest.fixture(scope="module", params=[pytest.param(setting, id=name) for name, setting in KINDS.items()] + MORE)
def both(request, tmp_path_factory):
    options, values = request.param
    with watching(tmp_path_factory.mktemp("sensors"), *options, **values) as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


@pytest.fixture
def served(client):
    return client.sensors()


@pytest.fixture(scope="module")
def rows(bmc):
    return bmc.rows()


@pytest.fixture(scope="module")
def freeipmi(bmc):
    """FreeIPMI's fields of the numeric sensors that it can make sense of, by name. It knows neither cube roots nor
    factors that change."""
    found = freeipmi_sensors(bmc)
    return {name: found[BMC_ADDRESS, sensor["number"]] for name, sensor in bmc.expected["sensors"].items()
            if sensor["owner"] == BMC_ADDRESS and sensor["linearization"] < CUBE_ROOT}


def numeric(bmc):
    """What the oracle says of each numeric sensor that the BMC can be asked about."""
    return {name: sensor for name, sensor in bmc.expected["sensors"].items() if bmc.can_give(sensor)}


def in_units(sensor, expected, name):
    """A property in the unit of the BMC; None when absent."""
    value = sensor.scaled(name)
    return None if value is None else value / 10.0 ** shift(expected)


def shift(expected):
    return 0 if expected["percentage"] or expected["modifier"][0] else UNITS[expected["unit"]][1]


def rounding(sensor, expected):
    """How far an integer property may be from what it says."""
    return 0.501 * 10.0 ** (int(sensor["UnitModifier"]) - shift(expected))


def test_every_value_is_the_one_that_others_read(bmc, served, rows, freeipmi):
    assert len(numeric(bmc)) >= 18
    for name, expected in numeric(bmc).items():
        sensor, value = served[name], expected["value"]
        reading = in_units(sensor, expected, "CurrentReading")
        if value is None:
            assert reading is None and rows[name][0] == "na", name
            continue
        assert reading == pytest.approx(value, abs=rounding(sensor, expected)), name
        assert float(rows[name][0]) == pytest.approx(value, abs=PRINTED), name
        if name in freeipmi:
            assert number(freeipmi[name]["Sensor Reading"]) == pytest.approx(value, abs=PRINTED_FINELY, rel=1e-6), name


def test_integers_lose_nothing_that_linear_sensors_say(bmc, served):
    linear = {name: sensor for name, sensor in numeric(bmc).items() if sensor["linearization"] == 0}
    for name, expected in linear.items():
        if expected["value"] is not None:
            reading = in_units(served[name], expected, "CurrentReading")
            assert reading == pytest.approx(expected["value"], rel=1e-9), name


def test_every_threshold_is_the_one_that_others_read(bmc, served, rows, freeipmi):
    for name, expected in numeric(bmc).items():
        sensor = served[name]
        for property_name, word, column, field in THRESHOLDS:
            value, place = expected["thresholds"].get(word), (name, property_name)
            found = in_units(sensor, expected, property_name)
            if value is None:
                assert found is None, place
            else:
                assert found == pytest.approx(value, abs=rounding(sensor, expected)), place
            # ipmitool asks for what is in the record alone, and takes non-linear sensors for linear ones here.
            if expected["access"] != "fixed" and expected["linearization"] < NON_LINEAR:
                shown = rows[name][column]
                assert (shown == "na") == (value is None), place
                assert value is None or float(shown) == pytest.approx(value, abs=PRINTED), place
            if name in freeipmi:
                assert number(freeipmi[name].get(field)) == (
                    value and pytest.approx(value, abs=PRINTED_FINELY, rel=1e-6)), place


def test_thresholds_are_settable_where_the_record_says_so(bmc, served):
    for name, expected in numeric(bmc).items():
        is_settable = expected["access"] == "settable" and expected["thresholds"]
        assert bool(served[name].all("SettableThresholds")) == bool(is_settable), name


def test_every_hysteresis_is_the_one_that_freeipmi_reads(bmc, served, freeipmi):
    for name, expected in numeric(bmc).items():
        value, found = expected["hysteresis"], in_units(served[name], expected, "Hysteresis")
        assert found == (None if value is None else pytest.approx(value, abs=rounding(served[name], expected))), name
        # FreeIPMI adds the offset of the values to their difference, takes a negative factor for a direction, and
        # prints no zero.
        if value is not None and name in freeipmi and expected["offset"] == 0:
            shown = [number(freeipmi[name].get(f"{way} Hysteresis")) or 0 for way in ("Positive", "Negative")]
            assert max(map(abs, shown)) == pytest.approx(value, abs=PRINTED_FINELY, rel=1e-6), name


def test_ranges_are_those_that_freeipmi_reads(bmc, served, freeipmi):
    for name, expected in numeric(bmc).items():
        if name not in freeipmi or expected["linearization"]:
            continue
        # A conversion that falls turns the bounds round.
        shown = {field: number(freeipmi[name].get(field)) for _, field in RANGES}
        bounds = sorted((shown["Sensor Min. Reading"], shown["Sensor Max. Reading"]))
        shown |= {"Sensor Min. Reading": bounds[0], "Sensor Max. Reading": bounds[1]}
        for property_name, field in RANGES:
            found = in_units(served[name], expected, property_name)
            assert found == pytest.approx(shown[field], abs=rounding(served[name], expected)), (name, property_name)


def test_every_unit_is_that_of_the_record(bmc, served):
    for name, expected in numeric(bmc).items():
        sensor = served[name]
        base = PERCENT if expected["percentage"] else OTHER if expected["modifier"][0] else UNITS[expected["unit"]][0]
        assert (sensor["BaseUnits"], sensor.get("RateUnits", "0")) == (str(base), str(expected["rate"])), name


def test_every_state_is_the_one_that_ipmitool_reads(bmc, served, rows):
    for name, expected in numeric(bmc).items():
        sensor, shown = served[name], rows[name][2]
        if expected["value"] is None:
            shown = sensor["CurrentState"], sensor["EnabledState"], sensor["HealthState"]
            assert shown == ("Unknown", "3", "0"), name
        else:
            assert sensor["EnabledState"] == "2", name
            assert sensor["CurrentState"].removeprefix("Lower ").removeprefix("Upper ") == STATES[shown], name


def test_every_discrete_sensor_shows_its_state(bmc, client, rows):
    others = freeipmi_sensors(bmc)
    served = {sensor["ElementName"]: sensor for sensor in client.instances("CIM_Sensor")}
    for name, expected in bmc.expected["discrete"].items():
        if not bmc.can_give(expected):
            assert served[name]["CurrentState"] == "Unknown", name
            continue
        sensor, bits = served[name], sum(1 << bit for bit in expected["bits"])
        assert sensor.class_name == "CIM_Sensor"
        if name in rows:
            assert int(rows[name][0], 16) == bits, name
        if expected["owner"] == BMC_ADDRESS:
            assert int(others[BMC_ADDRESS, expected["number"]]["Sensor Event"].rstrip("h"), 16) == bits, name
        assert sensor["CurrentState"] in sensor.all("PossibleStates"), name
        assert (sensor["CurrentState"] == "Normal") == (not expected["bits"]), sensor


def test_nothing_is_served_that_the_bmc_does_not_have(bmc, client):
    names = [sensor["ElementName"] for sensor in client.instances("CIM_Sensor")]
    assert sorted(names) == sorted([*bmc.expected["sensors"], *bmc.expected["discrete"]])


def test_a_reading_follows_the_hardware(bmc, client):
    name, expected = next(iter(bmc.expected["sensors"].items()))
    bmc.set_raw(name, expected["raw"] ^ 1)
    try:
        eventually(lambda: client.sensors()[name].reading != pytest.approx(expected["value"]), POLL,
                   "the new reading is served")
        assert client.sensors()[name].reading == pytest.approx(float(bmc.rows()[name][0]), abs=PRINTED)
    finally:
        bmc.set_raw(name, expected["raw"])
    eventually(lambda: client.sensors()[name].reading == pytest.approx(expected["value"], abs=PRINTED), POLL,
               "the old reading is served again")
