package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import ai.valeo.erp.tributary.topology.core.life.LifeRules;
import ai.valeo.erp.tributary.topology.core.life.LifeRuling;
import ai.valeo.erp.tributary.topology.core.strategy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What KEEP, TAKE and MERGE do to an entity. */
sealed interface RulingEffect {

  /**
   * What became of one attribute.
   *
   * @param result what happened
   * @param note anything else that mattered, or none
   */
  record Fate(Result result, @Nullable String note) {
    static Fate of(Result result) {
      return new Fate(result, null);
    }
  }

  /**
   * It is done.
   *
   * @param life the life then
   * @param attributes the attributes then
   * @param isChanged whether anybody can see it: the version rises
   * @param touched attributes that changed, in the order of the changes
   * @param fates what became of an attribute, or of the entity as a whole; none if the ruling did
   *     not touch it
   * @param stamp the stamp of what took effect
   */
  record Done(
      Life life,
      Attributes attributes,
      boolean isChanged,
      List<String> touched,
      Function<String, @Nullable Fate> fates,
      Stamp stamp)
      implements RulingEffect {

    /** The entity with all of it. */
    EntityState next(RulingCase of) {
      EntityState before = of.state();
      if (!isChanged) {
        return new EntityState(
            before.key(),
            before.version(),
            before.hlc(),
            before.lastMutation(),
            before.changedAtMs(),
            life,
            attributes,
            before.disputes(),
            before.audit());
      }
      Hlc hlc = before.hlc().merge(stamp.hlc()).merge(of.ownStamp().hlc());
      return new EntityState(
          before.key(),
          stamp.version(),
          hlc,
          of.ownStamp().mutationId(),
          of.received().recordTimeMs(),
          life,
          attributes,
          before.disputes(),
          before.audit());
    }
  }

  /** It cannot be done. */
  record Impossible(Reason reason, String message) implements RulingEffect {}

  /** Works out what the ruling does. */
  static RulingEffect of(RulingCase ruling) {
    return switch (ruling.ruling().kind()) {
      case KEEP -> kept(ruling);
      case TAKE -> ruling.isDelete() ? end(ruling) : take(ruling);
      case MERGE -> merge(ruling);
    };
  }

  /** What stands there stays. */
  static Done kept(RulingCase ruling) {
    return new Done(
        lifeWithoutDelete(ruling),
        ruling.state().attributes(),
        false,
        List.of(),
        any -> Fate.of(Result.KEPT),
        ruling.ownStamp());
  }

  /** A DELETE that waited does not count, and is remembered for its own node. */
  private static Life lifeWithoutDelete(RulingCase ruling) {
    EntityState state = ruling.state();
    return ruling.isDelete() ? LifeRules.kept(state, ruling.author()) : state.life();
  }

  private static RulingEffect end(RulingCase ruling) {
    EntityState state = ruling.state();
    Stamp stamp = ruling.takenStamp();
    var viewer = new Viewer(state.version(), stamp);
    Attributes attributes = state.attributes();
    return switch (LifeRules.delete(state, viewer, OnDeleteConflict.DELETE_WINS)) {
      case LifeRuling.End ended -> {
        var gone = new ArrayList<String>();
        List<Attribute> declared = ruling.type().attributes();
        for (int place = 0; place < declared.size(); place++) {
          if (attributes.get(place) != null) {
            gone.add(declared.get(place).name());
          }
        }
        yield new Done(ended.life(), attributes, true, gone, any -> Fate.of(Result.SET), stamp);
      }
      case LifeRuling.Stay stay ->
          new Done(stay.life(), attributes, false, List.of(), any -> Fate.of(stay.result()), stamp);
      case LifeRuling.Begin unused -> throw impossible();
      case LifeRuling.Merge unused -> throw impossible();
      case LifeRuling.Revive unused -> throw impossible();
      case LifeRuling.Escalate unused -> throw impossible();
      case LifeRuling.Fail unused -> throw impossible();
    };
  }

  private static IllegalStateException impossible() {
    return new IllegalStateException("life: a DELETE that has seen all neither waits nor fails");
  }

  private static RulingEffect take(RulingCase ruling) {
    OperationType operation = ruling.conflict().operation();
    Incoming incoming =
        ruling.incoming(ruling.takenStamp(), operation, ruling.conflict().changes());
    return pass(ruling, incoming, ruling.state().life());
  }

  private static RulingEffect merge(RulingCase ruling) {
    Incoming incoming =
        ruling.incoming(ruling.ownStamp(), OperationType.UPDATE, ruling.ruling().changes());
    return pass(ruling, incoming, lifeWithoutDelete(ruling));
  }

  private static RulingEffect pass(RulingCase ruling, Incoming incoming, Life life) {
    EntityState state = ruling.state();
    var findings = new Findings(incoming);
    var pass = new AttributePass(incoming, incoming.viewer(), state.attributes(), findings);
    pass.run(incoming.mutation().operation() == OperationType.CREATE);
    Step.Failed failed = pass.failed();
    if (failed != null) {
      return new Impossible(failed.reason(), failed.message());
    }
    boolean revives = life.deleted();
    Life lives = revives ? LifeRules.revived(life, incoming.stamp().version()) : life;
    return new Done(
        lives,
        pass.next(),
        revives || findings.isApplied(),
        incoming.mutation().changes().stream().map(Change::attribute).distinct().toList(),
        fates(findings, revives),
        incoming.stamp());
  }

  private static Function<String, @Nullable Fate> fates(Findings findings, boolean revives) {
    return name -> {
      if (name.equals(DecisionFacts.ENTITY)) {
        return Fate.of(revives ? Result.SET : Result.MERGED);
      }
      DecisionFacts decision = findings.decision(name);
      return decision == null ? null : new Fate(decision.result(), decision.note());
    };
  }
}
