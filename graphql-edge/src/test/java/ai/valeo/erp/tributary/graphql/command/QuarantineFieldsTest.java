package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.ViewBench;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rulings on records that were set aside, which name them by their places. */
class QuarantineFieldsTest {

  private static final String TOPIC = Topics.standard().mutations();
  private static final TopicPartition PLACE = new TopicPartition(TOPIC, 1);
  private static final long OFFSET = 7;
  private static final byte[] VALUE = "no mutation".getBytes(StandardCharsets.UTF_8);
  private static final EntityKey ANY = new EntityKey("Product", "p1");

  @TempDir Path stateDir;
  private ViewBench views;
  private CommandBench bench;

  @BeforeEach
  void open() {
    views = new ViewBench(stateDir);
    bench = new CommandBench(views, QuarantineFieldsTest::topic);
  }

  @AfterEach
  void close() {
    bench.close();
    views.close();
  }

  /** A topic of two partitions, of which the second keeps one record. */
  private static Consumer<byte[], byte[]> topic() {
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    consumer.updatePartitions(
        TOPIC,
        List.of(
            new PartitionInfo(TOPIC, 0, null, null, null),
            new PartitionInfo(TOPIC, 1, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PLACE, OFFSET, new TopicPartition(TOPIC, 0), 0L));
    consumer.updateEndOffsets(Map.of(PLACE, OFFSET + 1, new TopicPartition(TOPIC, 0), 0L));
    consumer.schedulePollTask(() ->
        consumer.addRecord(
            new ConsumerRecord<>(TOPIC, 1, OFFSET, "key".getBytes(StandardCharsets.UTF_8), VALUE)));
    return consumer;
  }

  private static String ruling(String field, String ids, String reason) {
    return """
    mutation { %s(ids: [%s], reason: "%s") {
      accepted { id status reason } rejected { id error { code } } } }
    """
        .formatted(field, ids, reason);
  }

  @Test
  void shouldTakeARecordInAgainByteByByte() {
    // when
    CompletableFuture<JsonNode> asked =
        bench.asking(
            CommandBench.person("anna"), ruling("requeueQuarantined", "\"1-7\"", "mended"));
    Resolution published = bench.rulings().getFirst();
    bench.hear(published.getId(), ANY, "APPLIED", 0);

    // then
    assertThat(published.getRuling()).isEqualTo(Ruling.TAKE);
    assertThat(published.getActor()).isEqualTo("anna");
    assertThat(published.getReason()).isEqualTo("mended");
    assertThat(published.getEdgeNodeId()).isEqualTo("central");
    assertThat(published.getQuarantined().getTopic()).isEqualTo(TOPIC);
    assertThat(published.getQuarantined().getPartition()).isEqualTo(1);
    assertThat(published.getQuarantined().getOffset()).isEqualTo(OFFSET);
    assertThat(published.getQuarantined().getValue()).isEqualTo(ByteBuffer.wrap(VALUE));
    assertThat(bench.done(asked).at("/data/requeueQuarantined").toString())
        .isEqualTo(
            "{\"accepted\":[{\"id\":\"1-7\",\"status\":\"APPLIED\",\"reason\":null}],"
                + "\"rejected\":[]}");
  }

  @Test
  void shouldLeaveARecordForGood() {
    // when
    CompletableFuture<JsonNode> asked =
        bench.asking(CommandBench.person("anna"), ruling("discardQuarantined", "\"1-7\"", "junk"));
    Resolution published = bench.rulings().getFirst();
    bench.hear(published.getId(), ANY, "FAILED", 0);

    // then
    assertThat(published.getRuling()).isEqualTo(Ruling.KEEP);
    assertThat(published.getQuarantined().getOffset()).isEqualTo(OFFSET);
    assertThat(bench.done(asked).at("/data/discardQuarantined/accepted/0/status").asText())
        .isEqualTo("FAILED");
  }

  @Test
  void shouldSayOfEachWhatIsNotThere() {
    // when
    JsonNode result =
        bench
            .ask(ruling("requeueQuarantined", "\"1-8\", \"5-0\", \"nothing\"", "mended"))
            .at("/data/requeueQuarantined");

    // then
    assertThat(result.at("/accepted")).isEmpty();
    assertThat(result.at("/rejected").findValuesAsText("id"))
        .containsExactly("1-8", "5-0", "nothing");
    assertThat(result.at("/rejected").findValuesAsText("code")).containsOnly("NOT_FOUND");
    assertThat(bench.rulings()).isEmpty();
  }

  @Test
  void shouldAskForAReasonAndForNotTooMany() {
    // given
    String many = "\"1-7\",".repeat(21);

    // then
    for (String query :
        List.of(
            ruling("discardQuarantined", "\"1-7\"", " "),
            ruling("discardQuarantined", "", "junk"),
            ruling("requeueQuarantined", many, "mended"))) {
      assertThat(bench.ask(query).at("/errors/0/extensions/code").asText())
          .as(query)
          .isEqualTo("BAD_USER_INPUT");
    }
    assertThat(bench.rulings()).isEmpty();
  }

  @Test
  void shouldBeRuledOnByWhoSeesAllWarehousesOnly() {
    // given
    Identity limited =
        new Identity(Identity.Kind.LOCAL, "anna", Set.of(), Set.of(), Set.of("w1"), null);

    // when
    JsonNode answer = bench.ask(limited, ruling("requeueQuarantined", "\"1-7\"", "mended"));

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(bench.rulings()).isEmpty();
  }
}
