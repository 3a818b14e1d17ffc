package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change an application wants to make; capturing it makes a mutation of it.
 *
 * @param key the entity
 * @param operation what is done to it
 * @param changes its changes, empty only with DELETE
 * @param priority 1..10, 10 = most urgent
 * @param note who, why and under which key
 */
public record Draft(
    EntityKey key, OperationType operation, List<Change> changes, int priority, Note note) {

  /** Priority of a draft that names none. */
  public static final int DEFAULT_PRIORITY = 5;

  /**
   * What accompanies a change.
   *
   * @param actor the user or program on whose behalf the change is made; may be empty
   * @param reason why, in the user's words, or none
   * @param idempotencyKey the client's key: capturing twice with one key gives one mutation
   * @param trace the request it belongs to, or none
   */
  public record Note(
      String actor,
      @Nullable String reason,
      @Nullable String idempotencyKey,
      @Nullable Trace trace) {

    /** Nothing to say. */
    public static final Note NONE = new Note("", null, null, null);

    public Note {
      Objects.requireNonNull(actor, "actor");
    }
  }

  /** Copies the changes. */
  public Draft {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(note, "note");
    changes = List.copyOf(changes);
  }

  /** Creates an entity. */
  public static Draft create(EntityKey key, List<Change> changes) {
    return new Draft(key, OperationType.CREATE, changes, DEFAULT_PRIORITY, Note.NONE);
  }

  /** Changes an entity. */
  public static Draft update(EntityKey key, Change... changes) {
    return new Draft(key, OperationType.UPDATE, List.of(changes), DEFAULT_PRIORITY, Note.NONE);
  }

  /** Deletes an entity. */
  public static Draft delete(EntityKey key) {
    return new Draft(key, OperationType.DELETE, List.of(), DEFAULT_PRIORITY, Note.NONE);
  }

  /** The same with another priority. */
  public Draft withPriority(int newPriority) {
    return new Draft(key, operation, changes, newPriority, note);
  }

  /** The same on behalf of somebody. */
  public Draft withActor(String actor) {
    return with(new Note(actor, note.reason(), note.idempotencyKey(), note.trace()));
  }

  /** The same with the user's words. */
  public Draft withReason(String reason) {
    return with(new Note(note.actor(), reason, note.idempotencyKey(), note.trace()));
  }

  /** The same under the client's key. */
  public Draft withIdempotencyKey(String idempotencyKey) {
    return with(new Note(note.actor(), note.reason(), idempotencyKey, note.trace()));
  }

  /** The same without the client's key. */
  public Draft withoutIdempotencyKey() {
    return with(new Note(note.actor(), note.reason(), null, note.trace()));
  }

  /** The same as part of a request. */
  public Draft withTrace(Trace trace) {
    return with(new Note(note.actor(), note.reason(), note.idempotencyKey(), trace));
  }

  private Draft with(Note newNote) {
    return new Draft(key, operation, changes, priority, newNote);
  }
}
