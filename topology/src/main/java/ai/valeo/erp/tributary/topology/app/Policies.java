package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Finding;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Severity;
import ai.valeo.erp.tributary.topology.core.strategy.MergeStrategy;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The merge policies of a process: what the types declare, with the strategies on its class path.
 */
final class Policies {

  private Policies() {}

  /**
   * The merge strategies of one's own: every {@link MergeStrategy} that a jar on the class path
   * offers as a service.
   *
   * @throws IllegalArgumentException if a name is taken twice or by a built-in strategy
   */
  static Strategies strategies() {
    var found = new ArrayList<MergeStrategy>();
    ServiceLoader.load(MergeStrategy.class).forEach(found::add);
    return new Strategies(found);
  }

  /** Policies that cannot work, a line each. */
  static List<String> problems(EntityTypes types, Strategies strategies) {
    return findings(types, strategies, Severity.ERROR);
  }

  /** Policies whose result depends on the order of arrival, a line each. */
  static List<String> dependOnOrder(EntityTypes types, Strategies strategies) {
    return findings(types, strategies, Severity.DEPENDS_ON_ORDER);
  }

  private static List<String> findings(
      EntityTypes types, Strategies strategies, Severity severity) {
    var lines = new ArrayList<String>();
    for (EntityType type : types.all()) {
      for (Finding finding : PolicyLint.check(type, strategies)) {
        if (finding.severity() == severity) {
          lines.add(finding.entityType() + "." + finding.attribute() + ": " + finding.message());
        }
      }
    }
    return lines;
  }
}
