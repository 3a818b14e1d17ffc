package ai.valeo.erp.tributary.compose.local;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the ports to listen on: those asked for, and where nothing was asked for the usual one,
 * or another if that is taken. One thread.
 */
public final class PortChoice {
  private final Set<Integer> given = new HashSet<>();

  /**
   * A port nobody listens on.
   *
   * @param wanted the port the user named, 0 for any; none if the user named none
   * @param usual the port where none is named
   * @throws LocalRunException if the port the user named is taken
   */
  public int choose(@Nullable Integer wanted, int usual) {
    int first = wanted == null ? usual : wanted;
    if (first != 0 && FreePorts.isFree(first) && given.add(first)) {
      return first;
    }
    if (wanted != null && wanted != 0) {
      throw new LocalRunException(
          "port: " + wanted + " is taken (expected: a free one, or 0)", null);
    }
    int free = FreePorts.find(1).getFirst();
    given.add(free);
    return free;
  }
}
