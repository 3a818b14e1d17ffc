package ai.valeo.erp.tributary.compose.contract;

import ai.valeo.erp.tributary.compose.contract.SubjectReport.State;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.RegisteredSchema;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import ai.valeo.erp.tributary.schemas.registry.ReleasedSchemas;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schemas of our topics with those that were released or registered, and registers
 * them. Methods that ask the registry throw {@link RegistryException} when it does not answer.
 *
 * @param contracts the topics with their schemas; those without a schema are left out
 */
public record SchemaCheck(List<TopicContract> contracts) {

  /** The rule of all our subjects. */
  public static final Compatibility RULE = Compatibility.FULL_TRANSITIVE;

  /** Leaves out topics whose records lie as they came. */
  public SchemaCheck {
    contracts = contracts.stream().filter(contract -> contract.schema() != null).toList();
  }

  /** Against the releases kept beside the sources. */
  public List<SubjectReport> against(ReleasedSchemas released) {
    List<SubjectReport> reports = new ArrayList<>();
    for (TopicContract contract : contracts) {
      Schema schema = schema(contract);
      List<Schema> earlier = released.versions(schema.getFullName());
      reports.add(compared(contract, 0, RULE, earlier));
    }
    return List.copyOf(reports);
  }

  /** Against what a registry has. */
  public List<SubjectReport> against(SchemaRegistry registry) {
    return contracts.stream().map(contract -> report(contract, registry)).toList();
  }

  /**
   * Sets our rule and registers what is not registered. A subject that our schema does not fit
   * stays as it is.
   */
  public List<SubjectReport> register(SchemaRegistry registry) {
    List<SubjectReport> reports = new ArrayList<>();
    for (TopicContract contract : contracts) {
      SubjectReport before = report(contract, registry);
      reports.add(
          before.state() == State.INCOMPATIBLE ? before : registered(contract, before, registry));
    }
    return List.copyOf(reports);
  }

  private static SubjectReport registered(
      TopicContract contract, SubjectReport before, SchemaRegistry registry) {
    if (before.state() == State.REGISTERED && before.isWell()) {
      return before;
    }
    registry.setCompatibility(contract.subject(), RULE);
    int id = registry.register(contract.subject(), schema(contract));
    State state = before.state() == State.REGISTERED ? State.REGISTERED : State.ADDED;
    return new SubjectReport(contract.subject(), state, id, before.versions(), List.of());
  }

  private static SubjectReport report(TopicContract contract, SchemaRegistry registry) {
    RegisteredSchema latest = latest(contract.subject(), registry);
    if (latest == null) {
      return new SubjectReport(contract.subject(), State.FITS, 0, 0, List.of());
    }
    Compatibility rule = registry.compatibility(contract.subject());
    SubjectReport found =
        compared(contract, idOf(contract, registry), RULE, versions(latest, registry));
    if (rule == RULE || !found.isWell()) {
      return found;
    }
    String problem = "rule: " + rule + " (expected: " + RULE + "; `schemas register` sets it)";
    return new SubjectReport(
        found.subject(), found.state(), found.id(), found.versions(), List.of(problem));
  }

  private static SubjectReport compared(
      TopicContract contract, int id, Compatibility rule, List<Schema> earlier) {
    List<String> problems = rule.problems(schema(contract), earlier);
    State state = id > 0 ? State.REGISTERED : State.FITS;
    return new SubjectReport(
        contract.subject(),
        problems.isEmpty() ? state : State.INCOMPATIBLE,
        id,
        earlier.size(),
        problems);
  }

  private static @Nullable RegisteredSchema latest(String subject, SchemaRegistry registry) {
    try {
      return registry.latest(subject);
    } catch (RegistryException e) {
      if (e.code() == Code.UNKNOWN_SUBJECT || e.code() == Code.UNKNOWN_VERSION) {
        return null;
      }
      throw e;
    }
  }

  private static List<Schema> versions(RegisteredSchema latest, SchemaRegistry registry) {
    List<Schema> versions = new ArrayList<>();
    for (int number = 1; number < latest.version(); number++) {
      try {
        versions.add(registry.version(latest.subject(), number).schema());
      } catch (RegistryException e) {
        if (e.code() != Code.UNKNOWN_VERSION) {
          throw e;
        }
      }
    }
    versions.add(latest.schema());
    return versions;
  }

  private static int idOf(TopicContract contract, SchemaRegistry registry) {
    try {
      return registry.lookUp(contract.subject(), schema(contract));
    } catch (RegistryException e) {
      if (e.code() == Code.NOT_REGISTERED) {
        return 0;
      }
      throw e;
    }
  }

  private static Schema schema(TopicContract contract) {
    return Objects.requireNonNull(contract.schema());
  }
}
