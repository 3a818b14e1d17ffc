package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how an embedded broker runs.
 *
 * @param dataFolder where its logs lie; made when missing, kept when the broker stops
 * @param port the port to listen on, 1..65535; 0 = any free one
 * @param access whom it lets in; none = everybody on this machine
 */
public record BrokerSettings(Path dataFolder, int port, @Nullable BrokerAccess access) {
  /** Checks the values. */
  public BrokerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
    }
    dataFolder = dataFolder.toAbsolutePath().normalize();
  }

  /** A broker that lets everybody on this machine in. */
  public BrokerSettings(Path dataFolder, int port) {
    this(dataFolder, port, null);
  }

  /** A broker on any free port. */
  public static BrokerSettings onFreePort(Path dataFolder) {
    return new BrokerSettings(dataFolder, 0);
  }
}
