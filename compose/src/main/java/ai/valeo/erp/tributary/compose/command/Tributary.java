package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tributary} command. */
@Command(
    name = "tributary",
    description = "Many edge streams, one river of record.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AggregatorCommand.class,
      CentralCommand.class,
      EdgeCommand.class,
      LocalCommand.class,
      TokenCommand.class,
      TopicsCommand.class,
      TailCommand.class,
      SchemasCommand.class,
      AclsCommand.class,
      SigningKeyCommand.class,
      BenchCommand.class,
      BrokerCommand.class,
      HealthCommand.class,
      LogLevelCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nThe script also knows:%n",
    footer = "  test     Builds everything and runs every check and test.")
public final class Tributary implements Runnable {
  /** Exit code of a command that was asked wrongly: options, configuration. */
  public static final int ASKED_WRONGLY = 2;

  private static final int FAILED = 1;

  @Spec CommandSpec spec;

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for {@link #main} and for tests, which may print elsewhere. */
  public static CommandLine commandLine() {
    return new CommandLine(new Tributary())
        .setExecutionExceptionHandler(Tributary::explain)
        .setParameterExceptionHandler(Tributary::refuse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static int refuse(ParameterException error, String[] arguments) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(error.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(error, err)) {
      error.getCommandLine().usage(err);
    }
    err.println("`tributary help` lists the commands.");
    return ASKED_WRONGLY;
  }

  private static int explain(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (error instanceof CompletionException && error.getCause() instanceof Exception cause) {
      return explain(cause, command, parsed);
    }
    if (error instanceof SettingsException unusable) {
      err.println("The configuration cannot be used:");
      unusable.problems().forEach(problem -> err.println("  " + problem));
      return ASKED_WRONGLY;
    }
    err.println("tributary " + command.getCommandName() + " failed: " + error);
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      err.println("  because of " + cause);
    }
    return FAILED;
  }
}
