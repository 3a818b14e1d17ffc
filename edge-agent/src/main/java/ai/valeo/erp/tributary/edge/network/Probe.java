package ai.valeo.erp.tributary.edge.network;

import java.io.IOException;

/** Asks a remote whether it is there. */
@FunctionalInterface
public interface Probe {

  /**
   * Returns when it has answered; blocks no longer than its time-out.
   *
   * @throws IOException if it has not
   */
  void ask() throws IOException, InterruptedException;
}
