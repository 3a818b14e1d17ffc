package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.tail.Privacy;
import ai.valeo.erp.tributary.compose.tail.RecordFilter;
import ai.valeo.erp.tributary.compose.tail.RecordRendering;
import ai.valeo.erp.tributary.compose.tail.Start;
import ai.valeo.erp.tributary.compose.tail.TailRequest;
import ai.valeo.erp.tributary.compose.tail.TopicTail;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows the records of a topic. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = {
      "Shows committed records of a topic as JSON lines, decoded with the schema registry.",
      "Personal data are masked."
    },
    footer = {
      "%nPoints in time: 2026-11-21T16:00:00Z, or how long ago, such as 30m, 8h or 2d.",
      "Exit codes: 0 = done, 1 = failed, 2 = asked wrongly, 3 = no answer."
    })
final class TailCommand extends AskingCommand {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  @Parameters(
      paramLabel = "TOPIC",
      description = "Full name, or without prefix and version: mutations, entities.product ...")
  String topic;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description =
          "beginning, end, an offset or a point in time"
              + " (default: beginning; with --follow end).")
  @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Leaves out records of this point in time or later.")
  @Nullable String until;

  @Option(names = "--follow", description = "Waits for more until Ctrl-C.")
  boolean follow;

  @Option(names = "--limit", paramLabel = "N", description = "Ends after so many records.")
  long limit = Long.MAX_VALUE;

  @Option(names = "--partition", paramLabel = "N", description = "Reads this partition only.")
  @Nullable Integer partition;

  @Option(names = "--key", paramLabel = "KEY", description = "Only records with this key.")
  @Nullable String key;

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "Only records about entities of this type, e.g. InventoryItem.")
  @Nullable String type;

  @Option(names = "--id", paramLabel = "ID", description = "Only records about this entity.")
  @Nullable String id;

  @Option(
      names = "--node",
      paramLabel = "ID",
      description = "Only records that come from this edge node or go to it.")
  @Nullable String node;

  @Option(
      names = "--header",
      paramLabel = "NAME[=VALUE]",
      description = "Only records with this header; may be given several times.")
  Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "--show-personal", description = "Shows personal data and undecodable bytes.")
  boolean showPersonal;

  @Override
  Set<Remote> needed() {
    return EnumSet.allOf(Remote.class);
  }

  @Override
  int ask(TopicsSettings settings) {
    TailRequest request = request(settings);
    RecordFilter filter = new RecordFilter(key, type, id, node, headers);
    StopSignal signal = StopSignal.interrupting(Thread.currentThread());
    try (AvroSerdes serdes = AvroSerdes.of(settings.registry())) {
      RecordRendering rendering =
          new RecordRendering(serdes, new Privacy(settings.types(), showPersonal));
      new TopicTail(request, filter, rendering).run(settings.kafka(), this::print);
      return RemoteOptions.WELL;
    } finally {
      out().flush();
      signal.close();
    }
  }

  private TailRequest request(TopicsSettings settings) {
    Moments moments = new Moments(Clock.systemUTC());
    try {
      return new TailRequest(
          TopicNames.full(settings.contracts(), settings.topics(), topic),
          partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
          from == null ? (follow ? new Start.End() : new Start.Beginning()) : moments.start(from),
          until == null ? Long.MAX_VALUE : moments.epochMs(until),
          follow,
          limit);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether whoever reads our output is still there. */
  private boolean print(ObjectNode line) {
    try {
      out().println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree did not print as JSON", e);
    }
    return !out().checkError();
  }
}
