package ai.valeo.erp.tributary.compose.local;

import java.nio.file.Path;

/**
 * Where and how an embedded broker runs.
 *
 * @param dataFolder where its logs lie; made when missing, kept when the broker stops
 * @param port the port to listen on, 1..65535; 0 = any free one
 */
public record BrokerSettings(Path dataFolder, int port) {
  /** Checks the values. */
  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
    }
    dataFolder = dataFolder.toAbsolutePath().normalize();
  }

  /** A broker on any free port. */
  public static BrokerSettings onFreePort(Path dataFolder) {
    return new BrokerSettings(dataFolder, 0);
  }
}
