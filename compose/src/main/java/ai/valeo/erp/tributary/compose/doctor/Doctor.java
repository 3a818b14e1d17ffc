package ai.valeo.erp.tributary.compose.doctor;

import ai.valeo.erp.tributary.compose.kafka.WantedTopics;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all of an installation that can be seen from this machine. One thread.
 *
 * @param patients the processes whose configuration can be used
 * @param shared what they share
 * @param isClockAsked whether a topic may be made and deleted again to learn the brokers' time
 */
public record Doctor(List<Patient> patients, Shared shared, boolean isClockAsked) {

  /**
   * What all processes share.
   *
   * @param file the file of the configuration, or none
   * @param wanted the topics as they should be
   */
  public record Shared(@Nullable Path file, WantedTopics wanted) {}

  /** Copies. */
  public Doctor {
    patients = List.copyOf(patients);
  }

  /** All that was found, in the order in which it should be mended. */
  public List<Finding> look() {
    var findings =
        new ArrayList<>(Machine.java(Runtime.version(), Runtime.getRuntime().maxMemory()));
    if (shared.file() != null) {
      Finding file = Machine.configuration(shared.file());
      if (file != null) {
        findings.add(file);
      }
    }
    patients.forEach(patient -> findings.addAll(alone(patient)));
    var contracts = new Contracts(shared.wanted());
    for (Map<String, String> kafka : distinct(patients.stream().map(Patient::kafka).toList())) {
      List<Finding> brokers =
          Brokers.look(kafka, shared.wanted().topics().mutations(), isClockAsked);
      findings.addAll(brokers);
      if (brokers.stream().noneMatch(one -> one.level() == Finding.Level.FAIL)) {
        findings.addAll(contracts.topics(kafka));
      }
    }
    for (Map<String, String> registry :
        distinct(patients.stream().map(Patient::registry).toList())) {
      findings.addAll(contracts.schemas(registry));
    }
    return findings.stream().distinct().toList(); // processes share most of it
  }

  private static List<Finding> alone(Patient patient) {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok(patient.process() + " keys", "the configuration can be used"));
    findings.add(Machine.disk(patient));
    findings.add(Pages.look(patient));
    StoreSettings store = patient.store();
    if (store != null) {
      findings.add(Machine.store(store));
    }
    return findings;
  }

  private static Set<Map<String, String>> distinct(List<Map<String, String>> all) {
    return new LinkedHashSet<>(all);
  }
}
