package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.Answer.State;
import ai.valeo.erp.tributary.tests.model.AttributeStory.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One entity: every mutation it ever accepted, and its lives. A life begins with a CREATE whose
 * author knew that the life before was over; who does not know of its end still belongs to the old
 * life.
 */
final class EntityStory {

  /**
   * A delete the centre heard of, whether it had its way or not.
   *
   * @param overruledAt from this version on the entity is known to have lived on; 0 = it has not
   */
  private record Heard(Fact fact, boolean effective, long overruledAt) {
    boolean isKnownTo(Fact other) {
      boolean heard = fact.event().isOwnOlderThan(other.event()) || (effective && other.knew(fact));
      return heard && (overruledAt == 0 || other.event().base() < overruledAt);
    }

    Heard overruled(long version) {
      return overruledAt == 0 ? new Heard(fact, effective, version) : this;
    }
  }

  private final EntityType type;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Heard> deletes = new ArrayList<>();
  private final List<Fact> creates = new ArrayList<>();
  private final List<Fact> waiting = new ArrayList<>();
  private final List<MutationId> over = new ArrayList<>();
  private long version;
  private int life;
  private boolean live;

  EntityStory(EntityType type) {
    this.type = type;
  }

  private EntityStory(EntityStory other) {
    this(other.type);
    become(other);
  }

  private void become(EntityStory other) {
    facts.clear();
    facts.addAll(other.facts);
    deletes.clear();
    deletes.addAll(other.deletes);
    creates.clear();
    creates.addAll(other.creates);
    version = other.version;
    life = other.life;
    live = other.live;
  }

  /** Mutations that wait for a person, oldest first. */
  List<MutationId> waiting() {
    return waiting.stream().map(fact -> fact.event().id()).toList();
  }

  /** Takes a person's ruling. */
  RuledAnswer rule(RulingEvent ruling, Hlc clock) {
    Fact ruledOn =
        waiting.stream()
            .filter(fact -> fact.event().id().equals(ruling.waiting()))
            .findFirst()
            .orElse(null);
    if (ruledOn == null) {
      return refused(
          ruling,
          over.contains(ruling.waiting()) ? Reason.CONFLICT_CLOSED : Reason.UNKNOWN_CONFLICT);
    }
    if (ruling.expectedVersion() != version) {
      return refused(ruling, Reason.VERSION_MOVED);
    }
    end(ruledOn);
    switch (ruling.kind()) {
      case "TAKE" -> {
        Event taken = ruledOn.event().ruled(ruledOn.changes(), version);
        count(taken, ruledOn.clock());
      }
      case "MERGE" -> count(byCentre(ruling), clock);
      default -> {}
    }
    var ended = new ArrayList<>(List.of(applied(ruledOn.event())));
    if (!ruling.kind().equals("KEEP")) {
      ended.addAll(endMoot());
    }
    return new RuledAnswer(new Answer(ruling.id(), State.APPLIED, null, version), ended);
  }

  private RuledAnswer refused(RulingEvent ruling, Reason reason) {
    return new RuledAnswer(new Answer(ruling.id(), State.FAILED, reason, version), List.of());
  }

  private Event byCentre(RulingEvent ruling) {
    return new Event(
        ruling.id(),
        new EdgeNodeId(RulingEvent.NODE),
        0,
        0,
        ruling.key(),
        OperationType.UPDATE,
        ruling.changes(),
        version,
        ruling.hlc(),
        10,
        0,
        false,
        ruling.recordTimeMs());
  }

  private void count(Event event, Hlc clock) {
    var fact = new Fact(event, event.changes(), facts.size(), life, version + 1, clock);
    settle(ofThisLife(), fact.byRuling());
  }

  private void end(Fact ended) {
    waiting.remove(ended);
    over.add(ended.event().id());
  }

  /** What would change nothing any more, if it came now, is over. */
  private List<Answer> endMoot() {
    var ended = new ArrayList<Answer>();
    for (Fact other : List.copyOf(waiting)) {
      var asIfNow = new EntityStory(this);
      Answer answer = asIfNow.judge(other.event().only(other.changes()), other.clock());
      if (answer.state() == State.APPLIED && asIfNow.version == version) {
        become(asIfNow);
        end(other);
        ended.add(applied(other.event()));
      }
    }
    return ended;
  }

  /** What anybody sees. */
  Snapshot snapshot() {
    var values = new TreeMap<String, Value>();
    if (live) {
      for (Attribute attribute : type.attributes()) {
        Value value = new AttributeStory(type, attribute, ofThisLife()).tell().value();
        if (value != null) {
          values.put(attribute.name(), value);
        }
      }
    }
    return new Snapshot(version, live, values);
  }

  private List<Fact> ofThisLife() {
    return facts.stream().filter(fact -> fact.life() == life).toList();
  }

  /** Takes a valid mutation that is no duplicate. */
  Answer take(Event event, Hlc clock) {
    var fact = new Fact(event, event.changes(), facts.size(), life, version + 1, clock);
    if (life == 0) {
      return event.operation() == OperationType.CREATE
          ? begin(fact, 1)
          : answer(event, State.FAILED, Reason.UNKNOWN_ENTITY);
    }
    if (deletes.stream().anyMatch(heard -> event.isOwnOlderThan(heard.fact.event()))) {
      return applied(event);
    }
    return judge(event, clock);
  }

  private Answer judge(Event event, Hlc clock) {
    var fact = new Fact(event, event.changes(), facts.size(), life, version + 1, clock);
    int belongsTo = Math.max(1 + lastLifeSeenToEnd(fact), lastLifeSeenToBegin(fact));
    if (event.operation() == OperationType.DELETE) {
      return delete(fact, sawBirth(fact, belongsTo) ? belongsTo : belongsTo - 1);
    }
    if (belongsTo > life && event.operation() == OperationType.CREATE) {
      return begin(fact, belongsTo);
    }
    if (!sawBirth(fact, belongsTo)) {
      return answer(event, State.FAILED, Reason.DELETED);
    }
    if (belongsTo == life && live) {
      return merge(fact);
    }
    boolean isLost = belongsTo < life || type.onDeleteConflict() != OnDeleteConflict.UPDATE_WINS;
    if (event.operation() == OperationType.CREATE && isLost) {
      creates.add(fact.ofLife(belongsTo)); // it has lost or waits, but its node builds on it
    }
    return switch (type.onDeleteConflict()) {
      case UPDATE_WINS -> belongsTo == life ? merge(fact) : applied(event);
      case DELETE_WINS -> answer(event, State.FAILED, Reason.DELETED);
      case MANUAL -> answer(event, State.CONFLICT, Reason.MANUAL);
    };
  }

  /** Whether it knows that such a life has begun; a CREATE begins one, the first is a given. */
  private boolean sawBirth(Fact fact, int ofLife) {
    return ofLife == 1
        || fact.event().operation() == OperationType.CREATE
        || creates.stream().filter(other -> other.life() == ofLife).anyMatch(fact::saw);
  }

  private int lastLifeSeenToEnd(Fact fact) {
    return deletes.stream()
        .filter(heard -> heard.isKnownTo(fact))
        .mapToInt(heard -> heard.fact.life())
        .max()
        .orElse(0);
  }

  private int lastLifeSeenToBegin(Fact fact) {
    return creates.stream().filter(fact::knew).mapToInt(Fact::life).max().orElse(0);
  }

  private Answer delete(Fact fact, int ofLife) {
    Event event = fact.event();
    boolean effective = live && ofLife == life;
    if (effective && hasUnseenGrounds(fact)) {
      if (type.onDeleteConflict() == OnDeleteConflict.MANUAL) {
        return answer(event, State.CONFLICT, Reason.MANUAL);
      }
      effective = type.onDeleteConflict() == OnDeleteConflict.DELETE_WINS;
    }
    if (effective) {
      live = false;
      version++;
    }
    var ended = new Fact(event, List.of(), facts.size(), ofLife, fact.mark(), fact.clock());
    deletes.add(new Heard(ended, effective, live && ofLife == life ? version : 0));
    return applied(event);
  }

  /** Whether the entity rests on anything the delete has not seen. */
  private boolean hasUnseenGrounds(Fact delete) {
    return grounds(ofThisLife()).stream()
        .anyMatch(ground -> !delete.saw(ground.fact(), ground.change().attribute()));
  }

  /** What all attributes rest on. */
  private List<Deed> grounds(List<Fact> all) {
    return type.attributes().stream()
        .flatMap(attribute -> new AttributeStory(type, attribute, all).tell().grounds().stream())
        .toList();
  }

  /** Whether every delete of this life that stands has missed something the entity rests on. */
  private boolean outlives(List<Fact> all) {
    List<Deed> grounds = grounds(all);
    return deletes.stream()
        .filter(heard -> heard.fact.life() == life && heard.overruledAt == 0)
        .noneMatch(heard -> grounds.stream().allMatch(heard.fact::knew));
  }

  private Answer begin(Fact fact, int newLife) {
    int formerLife = life;
    boolean wasLive = live;
    life = newLife;
    live = false;
    Answer answer = merge(fact);
    if (answer.state() == State.FAILED) {
      life = formerLife;
      live = wasLive;
    }
    return answer;
  }

  private Answer merge(Fact arrived) {
    Event event = arrived.event();
    List<Fact> before = ofThisLife();
    Fact fact = arrived.ofLife(life);
    var failures = new TreeSet<Reason>();
    var disputed = new ArrayList<Change>();
    Map<String, Change> bounded = new LinkedHashMap<>();
    for (Change change : event.changes()) {
      Attribute attribute = attribute(change);
      var story = new AttributeStory(type, attribute, plus(before, fact));
      if (!story.endsLegally()) {
        failures.add(Reason.ILLEGAL_STEP);
      }
      if (story.endsInConflict()) {
        disputed.add(change);
      }
      var bounds = new Bounds(type, attribute, before, fact);
      if (bounds.isViolated()) {
        failures.add(Reason.INVARIANT);
      }
      bounded.put(change.toString(), bounds.bounded(change));
    }
    if (!failures.isEmpty()) {
      return answer(event, State.FAILED, failures.first());
    }
    settle(before, fact.withChanges(remaining(event, disputed, bounded)));
    if (disputed.isEmpty()) {
      return applied(event);
    }
    waiting.add(arrived.withChanges(disputed));
    return answer(event, State.CONFLICT, Reason.MANUAL);
  }

  private static List<Change> remaining(
      Event event, List<Change> waiting, Map<String, Change> bounded) {
    return event.changes().stream()
        .filter(change -> !waiting.contains(change))
        .map(change -> bounded.getOrDefault(change.toString(), change))
        .toList();
  }

  /** The entity changed if it came to be, or if some attribute now rests on something else. */
  private void settle(List<Fact> before, Fact fact) {
    List<Fact> after = plus(before, fact);
    boolean changed = before.isEmpty();
    var marks = new TreeMap<String, Long>();
    for (Change change : fact.changes()) {
      Attribute attribute = attribute(change);
      String name = attribute.name();
      Told now = new AttributeStory(type, attribute, after).tell();
      Told then = new AttributeStory(type, attribute, before).tell();
      boolean differs = !now.token().equals(then.token());
      // a person brings back what is deleted
      changed |= differs && (live || (fact.ruled() && now.isGroundedOn(fact)));
      // who has seen a value has also seen that another mutation offered the same
      if (!differs && now.isGroundedOn(fact)) {
        then.grounds().forEach(ground -> marks.put(name, ground.fact().mark(name)));
      }
    }
    // what only takes away changes a living entity, but brings none back to life
    changed |= !live && outlives(plus(before, fact.withMarks(fact.mark(), marks)));
    if (changed) {
      version++;
      live = true;
      deletes.replaceAll(heard -> heard.fact.life() == life ? heard.overruled(version) : heard);
    }
    Fact told = fact.withMarks(changed ? fact.mark() : version, marks);
    facts.add(told);
    if (fact.event().operation() == OperationType.CREATE) {
      creates.add(told);
    }
  }

  private Attribute attribute(Change change) {
    Attribute attribute = type.attribute(change.attribute());
    if (attribute == null) {
      throw new IllegalStateException(change.attribute());
    }
    return attribute;
  }

  private static List<Fact> plus(List<Fact> facts, Fact one) {
    var all = new ArrayList<>(facts);
    all.add(one);
    return all;
  }

  private Answer applied(Event event) {
    return new Answer(event.id(), State.APPLIED, null, version);
  }

  private Answer answer(Event event, State state, Reason reason) {
    return new Answer(event.id(), state, reason, version);
  }
}
