package ai.valeo.erp.tributary.topology.core.policy;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says of merge policies, before any data is merged, which cannot work and which give results that
 * depend on the order of arrival.
 */
public final class PolicyLint {

  private PolicyLint() {}

  /** What a finding means. */
  public enum Severity {
    /** The policy cannot work. */
    ERROR,
    /** Whether a mutation takes effect, or the value it leaves, depends on what came first. */
    DEPENDS_ON_ORDER
  }

  /**
   * One finding.
   *
   * @param severity what it means
   * @param entityType the type
   * @param attribute the attribute; {@code *} = the type as a whole
   * @param message why, for people
   */
  public record Finding(Severity severity, String entityType, String attribute, String message) {}

  /** Checks a type, attribute by attribute in declared order. */
  public static List<Finding> check(EntityType type, Strategies own) {
    var findings = new ArrayList<Finding>();
    if (type.onDeleteConflict() == OnDeleteConflict.MANUAL) {
      findings.add(ordered(type, "*", "manual: what comes first stays until a person rules"));
    }
    for (Attribute attribute : type.attributes()) {
      checkStrategy(type, attribute, own, findings);
      checkBounds(type, attribute, findings);
    }
    return List.copyOf(findings);
  }

  private static void checkStrategy(
      EntityType type, Attribute attribute, Strategies own, List<Finding> findings) {
    MergePolicy policy = attribute.merge();
    String name = attribute.name();
    switch (policy.strategy()) {
      case MergePolicy.LAST_WRITER,
          MergePolicy.FIRST_WRITER,
          MergePolicy.PRIORITY,
          MergePolicy.MAXIMUM,
          MergePolicy.MINIMUM -> {}
      case MergePolicy.MANUAL ->
          findings.add(ordered(type, name, "manual: what comes first stays until a person rules"));
      case MergePolicy.COUNTER -> {
        if (!isExact(attribute.type())) {
          findings.add(
              error(type, name, "counter: of no exact number (expected: whole or decimal)"));
        }
      }
      case MergePolicy.SET -> {
        if (!(attribute.type() instanceof AttributeType.Many)) {
          findings.add(error(type, name, "set: of no list"));
        }
      }
      case MergePolicy.PROGRESS -> checkSteps(type, attribute, findings);
      default -> {
        if (own.find(policy.strategy()) == null) {
          findings.add(error(type, name, policy.strategy() + ": no strategy of that name"));
        } else {
          findings.add(
              ordered(
                  type, name, policy.strategy() + ": nothing is known of a class of one's own"));
        }
      }
    }
  }

  private static void checkSteps(EntityType type, Attribute attribute, List<Finding> findings) {
    Map<String, List<String>> steps = attribute.merge().steps();
    List<String> states = attribute.merge().states();
    if (states.isEmpty()) {
      findings.add(error(type, attribute.name(), "progress: no steps"));
    }
    steps.forEach((from, followers) -> {
      for (String to : followers) {
        if (!states.contains(to)) {
          findings.add(error(type, attribute.name(), "progress: " + to + " is no declared state"));
        } else if (states.indexOf(to) <= states.indexOf(from)) {
          findings.add(
              ordered(
                  type,
                  attribute.name(),
                  "progress: the step from " + from + " to " + to + " goes back"));
        }
      }
    });
  }

  private static void checkBounds(EntityType type, Attribute attribute, List<Finding> findings) {
    MergePolicy policy = attribute.merge();
    if (policy.minimum() == null && policy.maximum() == null) {
      return;
    }
    String name = attribute.name();
    if (!isNumber(attribute.type())) {
      findings.add(error(type, name, "bound: of no number"));
    } else if (policy.strategy().equals(MergePolicy.COUNTER)) {
      if (policy.onViolation() == OnViolation.REJECT) {
        findings.add(
            ordered(type, name, "reject: which changes fit within the bound depends on order"));
      } else if (policy.onViolation() == OnViolation.CLAMP) {
        findings.add(ordered(type, name, "clamp: what is cut off depends on order"));
      }
    }
  }

  private static boolean isExact(AttributeType type) {
    return type instanceof AttributeType.Whole || type instanceof AttributeType.Decimal;
  }

  private static boolean isNumber(AttributeType type) {
    return isExact(type)
        || type instanceof AttributeType.Real
        || type instanceof AttributeType.Timestamp;
  }

  private static Finding error(EntityType type, String attribute, String message) {
    return new Finding(Severity.ERROR, type.name(), attribute, message);
  }

  private static Finding ordered(EntityType type, String attribute, String message) {
    return new Finding(Severity.DEPENDS_ON_ORDER, type.name(), attribute, message);
  }
}
