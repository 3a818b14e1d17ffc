package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a running broker or registry; its exit codes are those of RemoteOptions. */
abstract class AskingCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin RemoteOptions remote;

  @Override
  public Integer call() throws Exception {
    TopicsSettings settings = remote.settings(needed());
    try {
      return RemoteOptions.codeOf(spec, () -> ask(settings));
    } finally {
      out().flush();
    }
  }

  /** Whose addresses it cannot do without. */
  abstract Set<Remote> needed();

  /** Asks, and prints what it hears; gives the exit code. */
  abstract int ask(TopicsSettings settings) throws Exception;

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
