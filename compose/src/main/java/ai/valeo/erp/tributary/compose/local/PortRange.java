package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Ports that follow one another.
 *
 * <p>What listens should do so outside of those that the system gives to outgoing connections. A
 * client that asks for a dead listener's port over and over may be given that very port, and is
 * then connected to itself: Kafka's clients hold on to such a connection for minutes, and nobody
 * can listen there meanwhile.
 *
 * @param least the first
 * @param greatest the last
 */
record PortRange(int least, int greatest) {
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /** Below what most systems give to outgoing connections. */
  private static final PortRange USUAL = new PortRange(15_000, 31_999);

  private static final int MOST_BYTES = 64;
  private static final int LOWEST = 5_000;
  private static final int HIGHEST = 65_535;
  private static final int ENOUGH = 500;

  /** Where to listen on this machine. */
  static PortRange toListen() {
    try (InputStream in = Files.newInputStream(OUTGOING)) {
      // in one piece: of such a file only the first read tells anything
      return outside(new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL; // a system that does not tell, and uses high ports for outgoing connections
    }
  }

  /**
   * Where to listen.
   *
   * @param outgoing the first and the last port of outgoing connections, as Linux tells them; where
   *     these are nearly all, there is no better place than usual
   */
  static PortRange outside(String outgoing) {
    String[] ends = outgoing.strip().split("\\s+", -1);
    var taken = new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    if (!USUAL.overlaps(taken)) {
      return USUAL;
    }
    return Stream.of(
            new PortRange(LOWEST, taken.least - 1), new PortRange(taken.greatest + 1, HIGHEST))
        .filter(range -> range.size() >= ENOUGH)
        .max(Comparator.comparingInt(PortRange::size))
        .orElse(USUAL);
  }

  private boolean overlaps(PortRange other) {
    return least <= other.greatest && other.least <= greatest;
  }

  private int size() {
    return greatest - least + 1;
  }
}
