package ai.valeo.erp.tributary.topology.core.decision;

import org.jspecify.annotations.Nullable;

/**
 * The ruling that ended a conflict.
 *
 * @param id identity of the ruling
 * @param ruling KEEP, TAKE or MERGE; {@link #MOOT} if it was on another conflict of the entity
 * @param actor the person
 * @param secondActor the second person, or none
 * @param reason why
 * @param atMs broker time of the ruling
 */
public record RulingNote(
    String id,
    String ruling,
    String actor,
    @Nullable String secondActor,
    String reason,
    long atMs) {

  /** A ruling on another conflict left nothing to decide. */
  public static final String MOOT = "MOOT";

  /** The same for a conflict that it left nothing of. */
  public RulingNote moot() {
    return new RulingNote(id, MOOT, actor, secondActor, reason, atMs);
  }

  /** In the words of a decision. */
  public String words() {
    String persons = secondActor == null ? actor : actor + " and " + secondActor;
    return "ruling " + id + " (" + ruling + ") by " + persons + ": " + reason;
  }
}
