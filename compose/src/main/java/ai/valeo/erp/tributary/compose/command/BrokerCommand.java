package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded broker as a process of its own, so that it can be killed by itself. */
@Command(
    name = "broker",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs a single-node Kafka broker on loopback.")
final class BrokerCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "Its data.")
  Path data;

  @Option(names = "--port", paramLabel = "PORT", description = "Its port; 0 = any free one.")
  int port;

  @Option(
      names = "--access",
      paramLabel = "DIR",
      description = "Lets in only those whom this folder names, by TLS and SCRAM.")
  @Nullable Path access;

  @Override
  public Integer call() throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(settings());
    PrintWriter out = spec.commandLine().getOut();
    out.println("broker " + broker.bootstrapServers());
    out.flush();
    Lifetime.await("broker", broker);
    return 0;
  }

  private BrokerSettings settings() {
    return new BrokerSettings(data, port, access == null ? null : BrokerAccess.open(access));
  }
}
