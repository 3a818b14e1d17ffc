package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy found when a change met what stood there.
 *
 * @param result what happened to the change
 * @param against what it met and had not seen, or what overtook it, or none
 * @param lost the value that lost, or none
 * @param concurrent whether it had not seen what it met
 * @param disputed whether one of two sides had to give way, or waits
 * @param note anything else, or none
 */
public record Finding(
    Result result,
    @Nullable Stamp against,
    @Nullable Value lost,
    boolean concurrent,
    boolean disputed,
    @Nullable String note) {

  /** The change had seen what stood there and took effect. */
  static Finding applied(Result result) {
    return new Finding(result, null, null, false, false, null);
  }

  /** Two sides met and one gave way, or waits. */
  static Finding disputed(Result result, Stamp against, @Nullable Value lost) {
    return new Finding(result, against, lost, true, true, null);
  }

  /** Two sides met and got on. */
  static Finding agreed(Result result, Stamp against) {
    return new Finding(result, against, null, true, false, null);
  }

  /** An older change of a node came after a newer one of it. */
  static Finding superseded(Stamp against, @Nullable Value lost) {
    return new Finding(Result.SUPERSEDED, against, lost, false, false, null);
  }

  /** The change had seen what stood there and adds nothing to it. */
  static Finding idle(@Nullable Value lost, String note) {
    return new Finding(Result.KEPT, null, lost, false, false, note);
  }

  /** The same with a note, behind a note it has. */
  Finding noting(@Nullable String more) {
    if (more == null) {
      return this;
    }
    String both = note == null ? more : note + "; " + more;
    return new Finding(result, against, lost, concurrent, disputed, both);
  }

  /** The same with another result, if there is one. */
  Finding marked(@Nullable Result mark) {
    return mark == null ? this : new Finding(mark, against, lost, concurrent, disputed, note);
  }
}
