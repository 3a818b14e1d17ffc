package ai.valeo.erp.tributary.compose.command;

import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which version this is. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().println(line());
  }

  private static String line() {
    String version = Tributary.class.getPackage().getImplementationVersion();
    return "tributary "
        + (version == null ? "unpacked" : version)
        + " (Kafka "
        + AppInfoParser.getVersion()
        + ", Java "
        + Runtime.version()
        + ")";
  }

  /** The same for {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }
  }
}
