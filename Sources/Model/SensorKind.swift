/// What a sensor measures or watches. Profiles map these words to CIM SensorType, metrics to suffixes.
public enum SensorKind: String, CaseIterable, Sendable {
  case temperature, voltage, current, tachometer, counter
  case `switch`, lock, humidity, smoke, presence, airflow
  case powerConsumption = "power-consumption"
  case powerProduction = "power-production"
  case pressure, intrusion
  /// Everything else; `Sensor.kindDescription` then says what.
  case other
}
