package ai.valeo.erp.tributary.topology.core.life;

import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Deletion;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creation and deletion (rule R8).
 *
 * <p>A DELETE is in conflict with a winning change that it has not seen; one that lost everywhere
 * changed nothing and stands in nobody's way. A deleted entity keeps its attributes, so that a
 * delete before an unseen update gives what the update before the delete gives. What has seen no
 * DELETE of the life before belongs to that life and does not enter the present one.
 */
public final class LifeRules {

  /** Nodes whose DELETEs of one life are remembered. */
  private static final int MAX_DELETIONS = 32;

  private LifeRules() {}

  /** Rules on a CREATE. */
  public static LifeRuling create(
      @Nullable EntityState state, Viewer viewer, OnDeleteConflict policy) {
    if (state == null) {
      return new LifeRuling.Begin(Life.begin(viewer.own()));
    }
    Life life = state.life();
    if (isOfFormerLife(life, viewer)) {
      return former(life, policy);
    }
    if (life.deletions().stream().anyMatch(deletion -> deletion.standsFor(viewer))) {
      return new LifeRuling.Begin(new Life(false, List.of(), life.deletions(), viewer.own()));
    }
    return life.deleted()
        ? unseenDeletion(state, viewer.withBase(0), policy)
        : new LifeRuling.Merge(viewer.withBase(0));
  }

  /** Rules on an UPDATE. */
  public static LifeRuling update(
      @Nullable EntityState state, Viewer viewer, OnDeleteConflict policy) {
    if (state == null) {
      return unknown();
    }
    Life life = state.life();
    if (isOfFormerLife(life, viewer)) {
      return former(life, policy);
    }
    if (!life.deleted()) {
      return new LifeRuling.Merge(viewer);
    }
    boolean knew = life.deletions().stream().anyMatch(deletion -> deletion.standsFor(viewer));
    return knew
        ? new LifeRuling.Fail(Reason.DELETED, "the entity had been deleted before")
        : unseenDeletion(state, viewer, policy);
  }

  /** Rules on a DELETE. */
  public static LifeRuling delete(
      @Nullable EntityState state, Viewer viewer, OnDeleteConflict policy) {
    if (state == null) {
      return unknown();
    }
    Life life = state.life();
    if (viewer.isOvertakenBy(life.birth())) {
      return new LifeRuling.Stay(
          life, Result.SUPERSEDED, life.birth(), false, "the node has created it since");
    }
    if (isOfFormerLife(life, viewer)) {
      return new LifeRuling.Stay(
          life, Result.KEPT, life.birth(), false, "of the entity's life before");
    }
    if (life.deleted()) {
      Life noted = with(life, new Deletion(viewer.own(), false, 0), true);
      return new LifeRuling.Stay(noted, Result.KEPT, null, false, "deleted already");
    }
    return meetUpdates(state, viewer, policy);
  }

  private static LifeRuling meetUpdates(EntityState state, Viewer viewer, OnDeleteConflict policy) {
    Life life = state.life();
    Stamp unseen =
        viewer.hasSeen(life.birth()) ? state.attributes().unseenBy(viewer) : life.birth();
    var effective = new Deletion(viewer.own(), true, 0);
    if (unseen == null) {
      return new LifeRuling.End(with(life, effective, true), null);
    }
    return switch (policy) {
      case DELETE_WINS -> new LifeRuling.End(with(life, effective, true), unseen);
      case MANUAL -> new LifeRuling.Escalate(unseen);
      case UPDATE_WINS -> {
        var overruled = new Deletion(viewer.own(), false, state.version());
        yield new LifeRuling.Stay(
            with(life, overruled, false), Result.KEPT, unseen, true, "an unseen update wins");
      }
    };
  }

  /** An UPDATE or CREATE of an entity that was deleted without its author's knowledge. */
  private static LifeRuling unseenDeletion(
      EntityState state, Viewer viewer, OnDeleteConflict policy) {
    Life life = state.life();
    Stamp against = deletedBy(life);
    if (viewer.isOvertakenBy(against)) {
      return new LifeRuling.Stay(
          life, Result.SUPERSEDED, against, false, "the node has deleted it since");
    }
    return switch (policy) {
      case DELETE_WINS -> new LifeRuling.Fail(Reason.DELETED, "the entity was deleted meanwhile");
      case MANUAL -> new LifeRuling.Escalate(against);
      case UPDATE_WINS ->
          new LifeRuling.Revive(viewer, revive(life, viewer.own().version()), against);
    };
  }

  private static LifeRuling former(Life life, OnDeleteConflict policy) {
    return policy == OnDeleteConflict.DELETE_WINS
        ? new LifeRuling.Fail(Reason.DELETED, "the entity was deleted and created anew meanwhile")
        : new LifeRuling.Stay(life, Result.KEPT, life.birth(), true, "of the entity's life before");
  }

  private static LifeRuling unknown() {
    return new LifeRuling.Fail(Reason.UNKNOWN_ENTITY, "the entity was never created");
  }

  private static boolean isOfFormerLife(Life life, Viewer viewer) {
    return !life.former().isEmpty()
        && !viewer.hasSeen(life.birth())
        && life.former().stream().noneMatch(deletion -> deletion.isSeenBy(viewer));
  }

  /** The DELETE that took effect last. */
  private static Stamp deletedBy(Life life) {
    Stamp last = life.birth();
    for (Deletion deletion : life.deletions()) {
      if (deletion.effective() && deletion.stamp().version() >= last.version()) {
        last = deletion.stamp();
      }
    }
    return last;
  }

  private static Life revive(Life life, long version) {
    List<Deletion> overruled =
        life.deletions().stream().map(deletion -> deletion.overruled(version)).toList();
    return new Life(false, overruled, life.former(), life.birth());
  }

  /** The life with one more DELETE, in place of an older one of the same node. */
  private static Life with(Life life, Deletion deletion, boolean deleted) {
    var deletions = new ArrayList<Deletion>(life.deletions().size() + 1);
    for (Deletion other : life.deletions()) {
      boolean sameNode = other.stamp().edgeNode().equals(deletion.stamp().edgeNode());
      if (sameNode && says(other, deletion)) {
        return new Life(deleted, life.deletions(), life.former(), life.birth());
      }
      if (!sameNode) {
        deletions.add(other);
      }
    }
    deletions.add(deletion);
    if (deletions.size() > MAX_DELETIONS) {
      deletions.remove(deletions.get(0).effective() ? 1 : 0);
    }
    return new Life(deleted, deletions, life.former(), life.birth());
  }

  /** Whether a node's DELETE says all that another one of it would. */
  private static boolean says(Deletion other, Deletion deletion) {
    boolean stands = other.effective() && other.overruledAt() == 0;
    boolean newer = Stamp.compareByOwnClock(other.stamp(), deletion.stamp()) > 0;
    return !deletion.effective() && (stands || newer);
  }
}
