# Prints the sensors of an enumeration of CIM_NumericSensor as a table: name, value, unit, state.
BEGIN {
  RS = "<p:"
  FS = "[<>]"
  split("2 C,5 V,6 A,7 W,18 CFM,19 RPM,65 %,66 Pa", units, ",")
  for (i in units) {
    split(units[i], pair, " ")
    unit[pair[1]] = pair[2]
  }
}
/^CIM_NumericSensor>/ { value = "unknown"; base = "" }
/^BaseUnits>/ { base = unit[$2] }
/^CurrentReading>/ { value = $2 }
/^CurrentState>/ { state = $2 }
/^ElementName>/ { name = $2 }
/^UnitModifier>/ {
  if (value != "unknown") value = sprintf("%.2f", value * 10 ^ $2)
  printf "%-24s %12s %-4s %s\n", name, value, base, state
}
