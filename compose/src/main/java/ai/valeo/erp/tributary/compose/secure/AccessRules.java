package ai.valeo.erp.tributary.compose.secure;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least rights with which each kind of process works. Topics exist before: nobody but {@link
 * AccessKind#TOPICS} may create any, but for the changelogs of one's own state.
 *
 * @param topics names of the topics
 * @param aggregatorId group, state and transactions of the aggregators
 * @param centralId group and state of the centres
 * @param observerGroup groups of those who only read begin with it
 */
public record AccessRules(
    Topics topics, String aggregatorId, String centralId, String observerGroup) {

  /**
   * Operations that are allowed on a resource.
   *
   * @param pattern the resource, or the beginning of its names
   * @param operations what may be done with it
   * @param purpose what for, in words
   */
  public record Rule(ResourcePattern pattern, List<AclOperation> operations, String purpose) {

    /** Copies. */
    public Rule {
      operations = List.copyOf(operations);
    }
  }

  /** The rights of a kind. */
  public List<Rule> of(AccessKind kind) {
    return switch (kind) {
      case EDGE -> edge();
      case AGGREGATOR -> aggregator();
      case CENTRAL -> central();
      case TOPICS -> administration();
      case OBSERVER -> observer();
    };
  }

  private List<Rule> edge() {
    return List.of(
        topic(topics.mutations(), "publishes; reads only if its store was restored", WRITE, READ),
        topic(topics.edgeNodes(), "heartbeats; finds out whether its name is free", WRITE, READ),
        topic(topics.outcomes(), "answers to its mutations", READ),
        beginning(entities(), "what its app shows", READ),
        topic(topics.flowControl(), "how fast it may publish", READ),
        topic(topics.audit(), "answers that were deleted before it read them", READ));
  }

  private List<Rule> aggregator() {
    var rules = new ArrayList<Rule>();
    for (String read : List.of(topics.mutations(), topics.resolutions())) {
      rules.add(topic(read, "decides", READ, DESCRIBE_CONFIGS));
    }
    for (String written :
        List.of(topics.outcomes(), topics.conflicts(), topics.audit(), topics.quarantine())) {
      rules.add(topic(written, "writes what it decides", WRITE, DESCRIBE_CONFIGS));
    }
    rules.add(beginning(entities(), "writes what it decides", WRITE, DESCRIBE_CONFIGS));
    rules.add(topic(topics.edgeNodes(), "counts the nodes", READ, DESCRIBE_CONFIGS));
    rules.add(topic(topics.flowControl(), "holds nodes back", WRITE, DESCRIBE_CONFIGS));
    rules.add(
        beginning(
            aggregatorId + '-', "changelogs of its state", CREATE, READ, WRITE, DESCRIBE_CONFIGS));
    rules.add(rule(ResourceType.GROUP, aggregatorId, PatternType.LITERAL, "its group", READ));
    rules.add(
        rule(
            ResourceType.TRANSACTIONAL_ID,
            aggregatorId + '-',
            PatternType.PREFIXED,
            "exactly once",
            WRITE,
            DESCRIBE));
    return rules;
  }

  private List<Rule> central() {
    var rules = new ArrayList<Rule>();
    Stream.of(
            topics.outcomes(),
            topics.conflicts(),
            topics.audit(),
            topics.quarantine(),
            topics.edgeNodes(),
            topics.flowControl())
        .map(read -> topic(read, "what it shows", READ))
        .forEach(rules::add);
    rules.add(beginning(entities(), "what it shows", READ));
    rules.add(topic(topics.mutations(), "publishes; reads what was set aside", WRITE, READ));
    rules.add(topic(topics.resolutions(), "publishes rulings", WRITE, READ));
    rules.add(beginning(centralId + '-', "changelogs of its views", CREATE, READ, WRITE, DESCRIBE));
    rules.add(rule(ResourceType.GROUP, centralId, PatternType.LITERAL, "its group", READ));
    rules.add(
        rule(
            ResourceType.GROUP,
            aggregatorId,
            PatternType.LITERAL,
            "how far the aggregators are",
            DESCRIBE));
    return rules;
  }

  private List<Rule> administration() {
    return List.of(
        beginning(
            topics.prefix(),
            "creates and changes topics",
            CREATE,
            DESCRIBE,
            ALTER,
            DESCRIBE_CONFIGS,
            ALTER_CONFIGS));
  }

  private List<Rule> observer() {
    return List.of(
        beginning(topics.prefix(), "reads everything", READ, DESCRIBE_CONFIGS),
        rule(
            ResourceType.GROUP,
            observerGroup,
            PatternType.PREFIXED,
            "remembers how far it has read",
            READ),
        rule(
            ResourceType.GROUP,
            aggregatorId,
            PatternType.LITERAL,
            "how far the aggregators are",
            DESCRIBE),
        rule(
            ResourceType.GROUP,
            centralId,
            PatternType.LITERAL,
            "how far the centres are",
            DESCRIBE));
  }

  /** What the names of all entity topics begin with. */
  private String entities() {
    return topics.prefix() + "entities.";
  }

  private static Rule topic(String name, String purpose, AclOperation... operations) {
    return rule(ResourceType.TOPIC, name, PatternType.LITERAL, purpose, operations);
  }

  private static Rule beginning(String name, String purpose, AclOperation... operations) {
    return rule(ResourceType.TOPIC, name, PatternType.PREFIXED, purpose, operations);
  }

  private static Rule rule(
      ResourceType type,
      String name,
      PatternType pattern,
      String purpose,
      AclOperation... operations) {
    return new Rule(new ResourcePattern(type, name, pattern), List.of(operations), purpose);
  }
}
