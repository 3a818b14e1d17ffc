package ai.valeo.erp.tributary.graphql.http;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import ai.valeo.erp.tributary.graphql.subscribe.SocketClient;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.graphql.view.Trail;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whoever reads personal data at the centre is written down, with whose they were. */
class PersonalReadsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("tributary.access");

  @TempDir private static Path stateDir;

  private static TestIssuer issuer;
  private static GraphBench bench;

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeAll
  static void fill() {
    issuer = new TestIssuer();
    bench = new GraphBench(stateDir, QueryLimits.standard(), 100, issuer.settings());
    bench.views.put(
        "Customer", "c1", 1, Map.of("name", Value.of("Alfreds"), "email", Value.of("a@b.test")));
    new Trail(bench.views, "Customer", "c1")
        .applied(Operation.CREATE, 1_000, Trail.set("email", null, Value.of("a@b.test")));
    Conflict dispute = Records.conflict("m9", "c1", ConflictState.OPEN, 1_000);
    bench.views.put(
        Conflict.newBuilder(dispute)
            .setEntityType("Customer")
            .setContenders(
                List.of(
                    Contender.newBuilder(dispute.getContenders().getFirst())
                        .setAttribute("email")
                        .build()))
            .build());
  }

  @AfterAll
  static void close() {
    bench.close();
    issuer.close();
  }

  @BeforeEach
  void listen() {
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    LOG.setLevel(Level.INFO);
    LOG.addAppender(lines);
  }

  @AfterEach
  void hush() {
    LOG.detachAppender(lines);
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ customer(id: \"c1\") { email } }",
        "{ customers { nodes { id email } } }",
        "{ entity(type: \"Customer\", id: \"c1\") { attributes } }",
        "{ entity(type: \"Customer\", id: \"c1\", version: 1) { attributes } }",
        "{ history(type: \"Customer\", id: \"c1\") { nodes { changes { before after } } } }",
        "{ auditTrail { nodes { changes { after } } } }",
        "{ whyIs(type: \"Customer\", id: \"c1\", attribute: \"email\") { value } }",
        "{ conflicts { nodes { contenders { present offered result } } } }",
        "{ _entities(representations: [{__typename: \"Customer\", id: \"c1\"}])"
            + " { ... on Customer { email } } }",
      })
  void shouldNoteWhoReadsWhosePersonalData(String query) throws Exception {
    // when by one who may see it, again from what may have been kept, and by one who may not
    ask(query, "OPERATOR");
    ask(query, "OPERATOR");
    String hidden = ask(query, "READER");

    // then
    assertThat(hidden).doesNotContain("a@b.test").doesNotContain("\"s2\"");
    assertThat(lines.list)
        .extracting(line -> String.valueOf(line.getKeyValuePairs()))
        .filteredOn(line -> line.contains("entityId=\"c1\""))
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line)
                .contains(
                    "subject=\"anna\"",
                    "entityType=\"Customer\"",
                    "attributes=\"email\"",
                    "requestId=\"r")
                .doesNotContain("a@b.test"));
  }

  @Test
  void shouldNoteNothingOfWhatIsNotPersonal() throws Exception {
    // when
    ask("{ customer(id: \"c1\") { id name } entityTypes }", "OPERATOR");
    ask("{ history(type: \"Customer\", id: \"c1\") { nodes { actor } } }", "OPERATOR");

    // then
    assertThat(lines.list).isEmpty();
  }

  @Test
  void shouldNoteWhoIsToldOfPersonalData() {
    // given two persons with the same rights and the same question
    var clients = new ArrayList<SocketClient>();
    for (String who : List.of("anna", "ben")) {
      String token =
          issuer.token(claims -> claims.subject(who).claim("roles", List.of("OPERATOR")));
      var client =
          new SocketClient(
              URI.create("ws://127.0.0.1:" + bench.port() + "/graphql"), "graphql-transport-ws");
      clients.add(client);
      client.say("{'type':'connection_init','payload':{'authorization':'Bearer " + token + "'}}");
      client.expect("{'type':'connection_ack'}");
      double before = subscribers();
      client.subscribe(
          "s", "subscription { entityChanged(type: \\\"Customer\\\") { entity { attributes } } }");
      patiently()
          .untilAsserted(() -> assertThat(subscribers()).as(client.heard()).isGreaterThan(before));
    }

    // when
    bench.views.put(
        "Customer", "c2", 1, Map.of("name", Value.of("Ana"), "email", Value.of("c@d.test")));

    // then each of them is written down
    for (SocketClient client : clients) {
      assertThat(client.hear().toString()).contains("c@d.test");
      client.close();
    }
    assertThat(lines.list)
        .extracting(line -> String.valueOf(line.getKeyValuePairs()))
        .hasSize(2)
        .allMatch(line -> line.contains("entityId=\"c2\""))
        .anyMatch(line -> line.contains("subject=\"anna\""))
        .anyMatch(line -> line.contains("subject=\"ben\""));
  }

  private static double subscribers() {
    return bench.feedMeters.get("tributary.central.subscribers").gauge().value();
  }

  private static String ask(String query, String role) throws Exception {
    String token = issuer.token(claims -> claims.claim("roles", List.of(role)));
    return bench
        .send(
            HttpRequest.newBuilder(bench.uri("/graphql"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query)))))
        .body();
  }
}
