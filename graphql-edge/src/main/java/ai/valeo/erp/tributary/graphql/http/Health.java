package ai.valeo.erp.tributary.graphql.http;

import java.util.ArrayList;
import java.util.List;

/**
 * How a process is.
 *
 * @param isLive whether it can still do its work by itself; if not, it should be started anew
 * @param checks what it looked at; it is ready when all are well
 */
public record Health(boolean isLive, List<Check> checks) {

  public Health {
    checks = List.copyOf(checks);
  }

  /**
   * One thing looked at.
   *
   * @param name what it is
   * @param isOk whether it is well
   * @param reason why not, or how it is, in words
   */
  public record Check(String name, boolean isOk, String reason) {}

  /** The same, with one more thing looked at. */
  public Health with(Check more) {
    var all = new ArrayList<>(checks);
    all.add(more);
    return new Health(isLive, all);
  }

  /** Whether the process can serve now. */
  public boolean isReady() {
    return isLive && checks.stream().allMatch(Check::isOk);
  }
}
