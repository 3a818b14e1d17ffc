package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of one attribute, told from its whole history. Nothing is remembered between two
 * tellings.
 */
final class AttributeStory {

  private final EntityType type;
  private final Attribute attribute;
  private final List<Fact> facts;
  private final List<Deed> history;

  AttributeStory(EntityType type, Attribute attribute, List<Fact> facts) {
    this.type = type;
    this.attribute = attribute;
    this.history = deeds(attribute, facts);
    this.facts = facts;
  }

  private static List<Deed> deeds(Attribute attribute, List<Fact> facts) {
    var deeds = new ArrayList<Deed>();
    for (Fact fact : facts) {
      for (int place = 0; place < fact.changes().size(); place++) {
        Change change = fact.changes().get(place);
        if (change.attribute().equals(attribute.name())) {
          deeds.add(new Deed(fact, place, change));
        }
      }
    }
    return List.copyOf(deeds);
  }

  /**
   * The end of the story.
   *
   * @param value none if it has none
   * @param grounds the changes the value rests on
   * @param token differs whenever the attribute has been changed
   */
  record Told(@Nullable Value value, List<Deed> grounds, Object token) {
    boolean isGroundedOn(Fact fact) {
      return grounds.stream().anyMatch(deed -> deed.fact().equals(fact));
    }
  }

  /** The value after everything. */
  Told tell() {
    return switch (attribute.merge().strategy()) {
      case MergePolicy.LAST_WRITER -> register(inTime());
      case MergePolicy.FIRST_WRITER -> register(inTime().reversed());
      case MergePolicy.PRIORITY ->
          register(Comparator.<Deed>comparingInt(this::rank).thenComparing(inTime()));
      case MergePolicy.MAXIMUM -> extreme(Comparator.naturalOrder());
      case MergePolicy.MINIMUM -> extreme(Comparator.reverseOrder());
      case MergePolicy.COUNTER -> counter();
      case MergePolicy.SET -> set();
      case MergePolicy.PROGRESS -> toldByValue(standing());
      case MergePolicy.MANUAL -> manual();
      default -> throw new IllegalArgumentException(attribute.merge().strategy());
    };
  }

  private Told told(@Nullable Deed winner) {
    return winner == null
        ? new Told(attribute.initial(), List.of(), "initial")
        : new Told(winner.change().operand(), List.of(winner), winner);
  }

  /** Who offers just what stands there owns it from now on if it is later, but changes nothing. */
  private Told toldByValue(@Nullable Deed winner) {
    Told told = told(winner);
    return winner == null
        ? told
        : new Told(told.value(), told.grounds(), Objects.requireNonNullElse(told.value(), ""));
  }

  /** R5 between changes that know nothing of each other. */
  private static Comparator<Deed> inTime() {
    return Comparator.<Deed, Hlc>comparing(deed -> deed.fact().clock())
        .thenComparing(deed -> deed.fact().event().node())
        .thenComparing(deed -> deed.fact().event().id())
        .thenComparing(Deed::place);
  }

  private int rank(Deed deed) {
    return rank(type, deed.fact().event());
  }

  /** The priority that counts between two changes, and, but for age, in a window. */
  static int rank(EntityType type, Event event) {
    int bonus =
        switch (event.operation()) {
          case CREATE -> 1;
          case UPDATE -> 0;
          case DELETE -> 2;
        };
    return event.priority() + type.criticality().bonus() + bonus;
  }

  private Told register(Comparator<Deed> byRank) {
    return told(history.stream().max(new Places(history, byRank).order()).orElse(null));
  }

  private Told extreme(Comparator<Value> order) {
    return toldByValue(
        history.stream()
            .max(
                Comparator.<Deed, @Nullable Value>comparing(
                        deed -> deed.change().operand(), Comparator.nullsFirst(order))
                    .thenComparing(inTime()))
            .orElse(null));
  }

  /** The latest count and every addition after it. */
  private Told counter() {
    Comparator<Deed> order = new Places(history, inTime()).order();
    Deed count =
        history.stream()
            .filter(deed -> deed.change().operator() == Operator.SET)
            .max(order)
            .orElse(null);
    Value sum = count == null ? attribute.initial() : count.change().operand();
    var counted = new ArrayList<Deed>();
    for (Deed deed : history) {
      if (deed.change().operator() == Operator.ADD
          && (count == null || order.compare(deed, count) > 0)) {
        sum = plus(sum, Objects.requireNonNull(deed.change().operand()));
        counted.add(deed);
      }
    }
    if (count != null) {
      counted.add(count);
    }
    return new Told(sum, counted, counted);
  }

  static Value plus(@Nullable Value left, Value right) {
    return switch (right) {
      case Value.Whole(long b) ->
          Value.of(Math.addExact(left instanceof Value.Whole(long a) ? a : 0, b));
      case Value.Decimal(BigDecimal b) ->
          Value.of(left instanceof Value.Decimal(BigDecimal a) ? a.add(b) : b);
      default -> throw new IllegalArgumentException("no number: " + right);
    };
  }

  /** An insertion of an element, which holds until a change that has seen it ends or renews it. */
  private record Tag(Value element, Deed deed) {}

  private Told set() {
    var tags = new ArrayList<Tag>();
    for (Deed deed : history) {
      for (Value element : inserted(deed.change())) {
        tags.add(new Tag(element, deed));
      }
    }
    tags.removeIf(tag -> history.stream().anyMatch(deed -> takesAway(deed, tag)));
    var elements = new TreeSet<Value>();
    tags.forEach(tag -> elements.add(tag.element()));
    Value value = history.isEmpty() ? attribute.initial() : Value.of(new ArrayList<>(elements));
    return new Told(value, tags.stream().map(Tag::deed).toList(), tags);
  }

  private static List<Value> inserted(Change change) {
    Value operand = change.operand();
    return switch (change.operator()) {
      case INSERT -> List.of(Objects.requireNonNull(operand));
      case SET -> operand instanceof Value.Many(List<Value> elements) ? elements : List.of();
      case ADD, REMOVE -> List.of();
    };
  }

  private static boolean takesAway(Deed deed, Tag tag) {
    boolean replaces =
        deed.change().operator() == Operator.SET || tag.element().equals(deed.change().operand());
    return replaces && deed.saw(tag.deed());
  }

  /** Told step by step in order of arrival; every deed here was allowed when it came. */
  private @Nullable Deed standing() {
    Deed standing = null;
    for (Deed deed : history) {
      standing = next(standing, deed);
    }
    return standing;
  }

  private @Nullable Deed next(@Nullable Deed standing, Deed deed) {
    boolean creates = deed.fact().event().operation() == OperationType.CREATE;
    if (standing == null && !creates && isProgress() && isInitial(deed)) {
      return null; // it was there before anybody said so
    }
    if (standing != null && creates && isProgress()) {
      return !standing.saw(deed) && isFurther(deed, standing) ? deed : standing;
    }
    if (standing == null || (deed.saw(standing) && !isSame(deed, standing))) {
      return deed;
    }
    if (deed.saw(standing)) { // and says the same
      return inTime().compare(deed, standing) > 0 ? deed : standing;
    }
    boolean areApart = !deed.saw(standing) && !standing.saw(deed);
    return areApart && isFurther(deed, standing) ? deed : standing;
  }

  /** Who says the same without having seen it may own it from now on, but changes nothing. */
  private Told manual() {
    Told told = told(standing());
    Object since = told.token();
    Deed standing = null;
    for (Deed deed : history) {
      since = standing == null || deed.saw(standing) ? deed : since;
      standing = next(standing, deed);
    }
    return new Told(told.value(), told.grounds(), since);
  }

  private boolean isSame(Deed deed, Deed standing) {
    return isProgress() && Objects.equals(deed.change().operand(), standing.change().operand());
  }

  private boolean isInitial(Deed deed) {
    return Objects.equals(deed.change().operand(), attribute.initial());
  }

  private boolean isProgress() {
    return MergePolicy.PROGRESS.equals(attribute.merge().strategy());
  }

  /** Where both lead to the same state, or say the same, the later one owns it. */
  private boolean isFurther(Deed deed, Deed standing) {
    if (!isProgress()) {
      return Objects.equals(deed.change().operand(), standing.change().operand())
          && inTime().compare(deed, standing) > 0;
    }
    List<String> states = attribute.merge().states();
    int by =
        states.indexOf(text(deed.change().operand()))
            - states.indexOf(text(standing.change().operand()));
    return by > 0 || (by == 0 && inTime().compare(deed, standing) > 0);
  }

  private static String text(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  /** Whether the last change was a step its policy allows. */
  boolean endsLegally() {
    if (!isProgress() || history.isEmpty()) {
      return true;
    }
    Deed last = history.getLast();
    Deed standing = before().standing();
    boolean create = last.fact().event().operation() == OperationType.CREATE;
    if (create || (standing != null && standing.saw(last))) {
      return true;
    }
    String next = text(last.change().operand());
    if (standing == null || last.saw(standing)) {
      String present = text(before().tell().value());
      return next.equals(present) || attribute.merge().isLegalStep(present, next);
    }
    String expected = last.change().expected();
    return expected == null
        ? attribute.merge().states().stream().anyMatch(from -> leads(from, next))
        : expected.equals(next) || leads(expected, next);
  }

  private boolean leads(String from, String next) {
    return attribute.merge().isLegalStep(from, next);
  }

  /** Whether the last change waits for a person; not if it asks for what stands there already. */
  boolean endsInConflict() {
    if (!MergePolicy.MANUAL.equals(attribute.merge().strategy()) || history.isEmpty()) {
      return false;
    }
    Deed last = history.getLast();
    Deed standing = before().standing();
    return standing != null
        && !last.saw(standing)
        && !standing.saw(last)
        && !Objects.equals(last.change().operand(), standing.change().operand());
  }

  private AttributeStory before() {
    return new AttributeStory(type, attribute, facts.subList(0, facts.size() - 1));
  }
}
