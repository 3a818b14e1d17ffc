package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypeException;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Finding;
import ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Severity;
import ai.valeo.erp.tributary.topology.core.strategy.MergeStrategy;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The merge policies of a process: what the types declare, with the strategies on its class path.
 *
 * @param types entity types
 * @param strategies merge strategies of one's own, besides the built-in ones
 */
public record Policies(EntityTypes types, Strategies strategies) {

  /** The bundled types without strategies of one's own. */
  static Policies bundled() {
    return new Policies(EntityTypes.bundled(), new Strategies(List.of()));
  }

  /**
   * The types of a folder besides the bundled ones, and every {@link MergeStrategy} that a jar on
   * the class path offers as a service.
   *
   * @param folder an empty path = bundled types only
   * @throws EntityTypeException if a type is not sound
   * @throws IllegalArgumentException if a strategy's name is taken twice or by a built-in one
   * @throws UncheckedIOException if the folder cannot be read
   */
  static Policies load(Path folder) {
    var found = new ArrayList<MergeStrategy>();
    ServiceLoader.load(MergeStrategy.class).forEach(found::add);
    EntityTypes types =
        folder.toString().isEmpty() ? EntityTypes.bundled() : EntityTypes.load(folder);
    return new Policies(types, new Strategies(found));
  }

  /** Policies that cannot work, a line each. */
  List<String> problems() {
    return findings(Severity.ERROR);
  }

  /** Policies whose result depends on the order of arrival, a line each. */
  List<String> dependOnOrder() {
    return findings(Severity.DEPENDS_ON_ORDER);
  }

  private List<String> findings(Severity severity) {
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
