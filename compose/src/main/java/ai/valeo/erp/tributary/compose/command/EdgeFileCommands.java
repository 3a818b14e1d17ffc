package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.MutationFiles;
import ai.valeo.erp.tributary.edge.publish.MutationImport;
import ai.valeo.erp.tributary.edge.store.StoreBackup;
import ai.valeo.erp.tributary.edge.store.StoreCheck;
import ai.valeo.erp.tributary.edge.store.StoreRepair;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with a node's store from the command line. */
final class EdgeFileCommands {
  private static final String NAME = "edge";

  private EdgeFileCommands() {}

  /** A command about the node that the configuration names. */
  abstract static class OfNode implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigurationOptions options;

    @Override
    public Integer call() {
      return run(options.of(NAME).settings(this::read), spec.commandLine().getOut());
    }

    /** The node's part of what its process is configured with, so that one file serves both. */
    EdgeSettings read(Map<String, String> values) {
      return EdgeServerSettings.of(values).node();
    }

    /** Does it, and gives the exit code. */
    abstract int run(EdgeSettings settings, PrintWriter out);
  }

  /** Copies the store, also while the node runs. */
  @Command(
      name = "backup",
      mixinStandardHelpOptions = true,
      description = "Copies the node's store into FILE, also while the node runs.")
  static final class Backup extends OfNode {
    @Parameters(paramLabel = "FILE", description = "The copy; must not exist.")
    Path file;

    @Override
    int run(EdgeSettings settings, PrintWriter out) {
      long bytes = StoreBackup.make(settings.store(), file);
      out.println("backup " + file + ", " + bytes + " bytes");
      return 0;
    }
  }

  /** Looks whether the store is whole. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads the whole store and says what is wrong; exit 1 if anything is.")
  static final class Check extends OfNode {
    @Override
    int run(EdgeSettings settings, PrintWriter out) {
      Path file = settings.store().file();
      if (!Files.exists(file)) {
        out.println("there is no store at " + file);
        return 1;
      }
      List<String> problems = StoreCheck.full(settings.store());
      problems.forEach(out::println);
      out.println(problems.isEmpty() ? "the store is whole" : "the store is damaged");
      return problems.isEmpty() ? 0 : 1;
    }
  }

  /** Saves what can be read of a damaged store. */
  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a new store of what can be read of a damaged one, and keeps that.",
        "The node must not run."
      })
  static final class Repair extends OfNode {
    @Override
    int run(EdgeSettings settings, PrintWriter out) {
      StoreRepair.Report report = StoreRepair.repair(settings.store());
      report.rows().forEach((table, rows) -> out.println(table + ": " + rows + " rows saved"));
      out.println("not whole: " + (report.damaged().isEmpty() ? "nothing" : report.damaged()));
      out.println("the damaged store is kept as " + report.aside());
      return 0;
    }
  }

  /** Writes pending mutations into a file. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes the mutations without an answer into FILE, signed with edge.export.key.",
        "They stay in the store until they are answered. The node must not run."
      })
  static final class Export extends OfNode {
    @Parameters(paramLabel = "FILE", description = "An Avro object container file.")
    Path file;

    @Override
    int run(EdgeSettings settings, PrintWriter out) {
      out.println("exported " + MutationFiles.write(settings, file) + " mutations");
      return 0;
    }
  }

  /** Publishes the mutations of a file. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Publishes the mutations of an exported FILE, at the centre.",
        "Taking a file twice changes nothing."
      })
  static final class Import extends OfNode {
    @Parameters(paramLabel = "FILE", description = "What edge export has written.")
    Path file;

    @Override
    int run(EdgeSettings settings, PrintWriter out) {
      String instance = settings.store().node().value();
      try (Tracing tracing = OtlpTracing.of(options.of(NAME).trace(), NAME, instance)) {
        MutationImport.Contents contents = MutationFiles.take(settings, file, tracing);
        out.println("published " + contents.count() + " mutations of " + contents.node());
        return 0;
      }
    }

    /** The centre is no node and has no store. */
    @Override
    EdgeSettings read(Map<String, String> values) {
      var all = new HashMap<>(values);
      all.putIfAbsent("edge.node.id", "import");
      all.putIfAbsent("edge.store.file", "none");
      return super.read(all);
    }
  }
}
