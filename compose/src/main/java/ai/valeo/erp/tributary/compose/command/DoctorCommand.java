package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.doctor.Doctor;
import ai.valeo.erp.tributary.compose.doctor.Finding;
import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import ai.valeo.erp.tributary.compose.doctor.Patient;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what of an installation should be mended. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at an installation from its configuration and says what to mend: the JDK, keys,",
      "brokers, topics, registry, schemas, disks, ports, running processes, an edge node's store.",
      "It changes nothing, unless --clock is given."
    },
    footer = "%nExit codes: 0 = all is well, 1 = warnings, 2 = something does not work.")
final class DoctorCommand implements Callable<Integer> {

  /** Kinds of processes. */
  enum Kind {
    AGGREGATOR,
    CENTRAL,
    EDGE
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SHARED =
      List.of("topics.", "types.", "kafka.", "schema.registry.");

  @Spec CommandSpec spec;
  @Mixin ConfigurationOptions options;

  @Option(
      names = "--process",
      paramLabel = "KIND",
      split = ",",
      description =
          "Whose configuration it is: ${COMPLETION-CANDIDATES}; by default the first two,"
              + " and edge if the configuration names edge.node.id.")
  Set<Kind> kinds = new LinkedHashSet<>();

  @Option(
      names = "--clock",
      description =
          "Also compares the clock with the brokers': makes a topic and deletes it again.")
  boolean isClockAsked;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @Override
  public Integer call() {
    var patients = new ArrayList<Patient>();
    var findings = new ArrayList<Finding>();
    for (Kind kind : asked()) {
      switch (kind) {
        case AGGREGATOR ->
            read(kind, values -> Patient.of(AggregatorSettings.of(values)), patients, findings);
        case CENTRAL ->
            read(kind, values -> Patient.of(CentralSettings.of(values)), patients, findings);
        case EDGE ->
            read(kind, values -> Patient.of(EdgeServerSettings.of(values)), patients, findings);
      }
    }
    if (!patients.isEmpty()) {
      findings.addAll(new Doctor(patients, shared(), isClockAsked).look());
    }
    print(findings);
    return findings.stream()
        .map(Finding::level)
        .max(Comparator.naturalOrder())
        .map(DoctorCommand::code)
        .orElse(0);
  }

  private Set<Kind> asked() {
    if (!kinds.isEmpty()) {
      return kinds;
    }
    Set<Kind> usual = new LinkedHashSet<>(List.of(Kind.AGGREGATOR, Kind.CENTRAL));
    if (options.of(name(Kind.EDGE)).values().containsKey("edge.node.id")) {
      usual.add(Kind.EDGE);
    }
    return usual;
  }

  private void read(
      Kind kind,
      Function<Map<String, String>, Patient> of,
      List<Patient> patients,
      List<Finding> findings) {
    try {
      patients.add(options.of(name(kind)).settings(of));
    } catch (SettingsException e) {
      e.problems()
          .forEach(problem ->
              findings.add(
                  Finding.fail(
                      name(kind) + " keys",
                      problem,
                      "The module's README lists every key with its bounds.")));
    }
  }

  private Doctor.Shared shared() {
    TopicsSettings topics = TopicsSettings.of(sharedValues(), Set.of());
    return new Doctor.Shared(options.file, topics.wanted());
  }

  /** The keys that all processes share; all others were looked at with their processes. */
  private Map<String, String> sharedValues() {
    Map<String, String> values = new TreeMap<>(options.of("doctor").values());
    values.keySet().removeIf(key -> SHARED.stream().noneMatch(key::startsWith));
    return values;
  }

  private void print(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? tree(findings) : text(findings));
    out.flush();
  }

  private static String text(List<Finding> findings) {
    String lines = findings.stream().map(DoctorCommand::line).collect(Collectors.joining("\n"));
    return lines
        + "\n\n"
        + count(findings, Level.OK)
        + " ok, "
        + count(findings, Level.WARN)
        + " warnings, "
        + count(findings, Level.FAIL)
        + " failures";
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static String line(Finding finding) {
    String level = finding.level().name().toLowerCase(Locale.ROOT);
    String line =
        String.format(Locale.ROOT, "%-4s  %s: %s", level, finding.area(), finding.words());
    return finding.hint().isEmpty() ? line : line + "\n      -> " + finding.hint();
  }

  private static ArrayNode tree(List<Finding> findings) {
    ArrayNode tree = JSON.createArrayNode();
    for (Finding finding : findings) {
      tree.addObject()
          .put("area", finding.area())
          .put("level", finding.level().name().toLowerCase(Locale.ROOT))
          .put("words", finding.words())
          .put("hint", finding.hint());
    }
    return tree;
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static int code(Level level) {
    return switch (level) {
      case OK -> 0;
      case WARN -> 1;
      case FAIL -> 2;
    };
  }
}
