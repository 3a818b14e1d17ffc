package ai.valeo.erp.tributary.topology.core.life;

import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
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
 * delete before an unseen update gives what the update before the delete gives. What knows no
 * DELETE of the life before belongs to that life and does not enter the present one. A CREATE that
 * fails is noted all the same: its node builds on it, and may know of the end of what it made.
 */
public final class LifeRules {

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
    if (knowsEnd(life.deletions(), viewer)) {
      return new LifeRuling.Begin(life.next(viewer.own(), Marks.past(life)));
    }
    return life.deleted()
        ? unseenDeletion(Marks.joined(life, viewer.own()), viewer.withBase(0), policy)
        : new LifeRuling.Merge(viewer.withBase(0), Marks.joined(life, viewer.own()));
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
    if (isBetweenLives(life, viewer) || (life.deleted() && knowsEnd(life.deletions(), viewer))) {
      return new LifeRuling.Fail(Reason.DELETED, "the entity had been deleted before");
    }
    return life.deleted()
        ? unseenDeletion(life, viewer, policy)
        : new LifeRuling.Merge(viewer, life);
  }

  /** Rules on a DELETE. */
  public static LifeRuling delete(
      @Nullable EntityState state, Viewer viewer, OnDeleteConflict policy) {
    if (state == null) {
      return unknown();
    }
    Life life = state.life();
    Deletion lost = Deletion.by(viewer, lifeOf(life, viewer), false, 0);
    if (viewer.isOvertakenBy(life.birth())) {
      return new LifeRuling.Stay(
          life, Result.SUPERSEDED, life.birth(), false, "the node has created it since");
    }
    if (isOfFormerLife(life, viewer)) {
      Life noted = life.withFormer(Marks.with(life.former(), lost));
      return new LifeRuling.Stay(
          noted, Result.KEPT, life.birth(), false, "of the entity's life before");
    }
    if (isBetweenLives(life, viewer)) {
      return new LifeRuling.Stay(life, Result.KEPT, null, false, "deleted already");
    }
    if (life.deleted()) {
      Life noted = life.with(true, Marks.with(life.deletions(), lost));
      return new LifeRuling.Stay(noted, Result.KEPT, null, false, "deleted already");
    }
    return meetUpdates(state, viewer, policy);
  }

  /** The life once a person has ruled that a DELETE which waited does not count. */
  public static Life kept(EntityState state, Viewer viewer) {
    Life life = state.life();
    Deletion overruled = Deletion.by(viewer, life.number(), false, state.version());
    return delete(state, viewer, OnDeleteConflict.UPDATE_WINS) instanceof LifeRuling.Stay stay
        ? stay.life()
        : life.with(false, Marks.with(life.deletions(), overruled));
  }

  /**
   * The life once a person has ruled that a deleted entity lives.
   *
   * @param version version of the entity then
   */
  public static Life revived(Life life, long version) {
    return life.with(false, overruled(life.deletions(), version));
  }

  /**
   * Whether a deleted entity lives again: every DELETE of its life has missed something that counts
   * now, be it that a change which says what stood there has come to own it.
   */
  public static boolean outlives(Life dead, Attributes attributes) {
    for (Deletion deletion : dead.deletions()) {
      if (deletion.holdsAgainst(attributes)) {
        return false;
      }
    }
    return true;
  }

  private static LifeRuling meetUpdates(EntityState state, Viewer viewer, OnDeleteConflict policy) {
    Life life = state.life();
    Stamp unseen = state.attributes().unseenBy(viewer);
    Life ended =
        life.with(true, Marks.with(life.deletions(), Deletion.by(viewer, life.number(), true, 0)));
    if (unseen == null) {
      return new LifeRuling.End(ended, null);
    }
    return switch (policy) {
      case DELETE_WINS -> new LifeRuling.End(ended, unseen);
      case MANUAL -> new LifeRuling.Escalate(life, unseen);
      case UPDATE_WINS -> {
        Deletion overruled = Deletion.by(viewer, life.number(), false, state.version());
        Life noted = life.with(false, Marks.with(life.deletions(), overruled));
        yield new LifeRuling.Stay(noted, Result.KEPT, unseen, true, "an unseen update wins");
      }
    };
  }

  /** An UPDATE or CREATE of an entity that was deleted without its author's knowledge. */
  private static LifeRuling unseenDeletion(Life life, Viewer viewer, OnDeleteConflict policy) {
    Stamp against = deletedBy(life);
    if (viewer.isOvertakenBy(against)) {
      return new LifeRuling.Stay(
          life, Result.SUPERSEDED, against, false, "the node has deleted it since");
    }
    return switch (policy) {
      case DELETE_WINS ->
          new LifeRuling.Fail(Reason.DELETED, "the entity was deleted meanwhile", life);
      case MANUAL -> new LifeRuling.Escalate(life, against);
      case UPDATE_WINS -> {
        Life revived = revived(life, viewer.own().version());
        yield new LifeRuling.Revive(viewer, revived, life, against);
      }
    };
  }

  private static LifeRuling former(Life life, OnDeleteConflict policy) {
    return switch (policy) {
      case DELETE_WINS ->
          new LifeRuling.Fail(Reason.DELETED, "the entity was deleted and created anew meanwhile");
      case MANUAL -> new LifeRuling.Escalate(life, life.birth());
      case UPDATE_WINS ->
          new LifeRuling.Stay(life, Result.KEPT, life.birth(), true, "of the entity's life before");
    };
  }

  private static LifeRuling unknown() {
    return new LifeRuling.Fail(Reason.UNKNOWN_ENTITY, "the entity was never created");
  }

  private static boolean isOfFormerLife(Life life, Viewer viewer) {
    return lifeOf(life, viewer) < life.number();
  }

  /** The life after the last one whose end the viewer knows, if it knows no CREATE of this one. */
  private static int lifeOf(Life life, Viewer viewer) {
    if (life.number() == 1 || viewer.hasSeen(life.birth()) || hasJoined(life, viewer)) {
      return life.number();
    }
    int known = 0;
    for (Deletion deletion : life.former()) {
      if (deletion.life() > known && deletion.standsFor(viewer)) {
        known = deletion.life();
      }
    }
    return known + 1;
  }

  /** Whether the viewer knows that the life before ended, and no CREATE of this one. */
  private static boolean isBetweenLives(Life life, Viewer viewer) {
    return life.number() > 1 && !viewer.hasSeen(life.birth()) && !hasJoined(life, viewer);
  }

  private static boolean hasJoined(Life life, Viewer viewer) {
    for (Stamp create : life.joined()) {
      if (viewer.hasMade(create)) {
        return true;
      }
    }
    return false;
  }

  private static boolean knowsEnd(List<Deletion> deletions, Viewer viewer) {
    for (Deletion deletion : deletions) {
      if (deletion.standsFor(viewer)) {
        return true;
      }
    }
    return false;
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

  private static List<Deletion> overruled(List<Deletion> deletions, long version) {
    var overruled = new ArrayList<Deletion>(deletions.size());
    for (Deletion deletion : deletions) {
      overruled.add(deletion.overruled(version));
    }
    return overruled;
  }
}
