package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.doctor.Doctor;
import ai.valeo.erp.tributary.compose.doctor.Finding;
import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import ai.valeo.erp.tributary.compose.doctor.Patient;
import ai.valeo.erp.tributary.compose.kafka.TopicCreation;
import ai.valeo.erp.tributary.compose.kafka.WantedTopics;
import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor sees what is missing, that it was mended, and what went away. */
final class DoctorIT {

  @TempDir Path folder;

  @Test
  void shouldSayWhatToMendAndThatItWas() {
    Doctor doctor;
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.onFreePort(folder.resolve("broker")));
        EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"), 0)) {
      // given
      Map<String, String> configuration =
          Map.of(
              "kafka.bootstrap.servers", broker.bootstrapServers(),
              "schema.registry.url", registry.url(),
              "topics.replication", "1",
              "aggregator.http.port", "0",
              "aggregator.state.dir", folder.resolve("state").toString());
      doctor = doctor(configuration);

      // when
      List<Finding> before = doctor.look();
      new TopicCreation(Map.of("bootstrap.servers", broker.bootstrapServers()))
          .createMissing(doctor.shared().wanted().specs());
      List<Finding> after = doctor.look();

      // then
      assertThat(of("topics", before)).isNotEmpty().allMatch(one -> one.level() == Level.WARN);
      assertThat(of("topics", after)).extracting(Finding::level).containsExactly(Level.OK);
      assertThat(of("broker", after)).extracting(Finding::level).containsOnly(Level.OK);
      assertThat(of("clock", after)).extracting(Finding::level).containsExactly(Level.OK);
      assertThat(of("registry", after)).extracting(Finding::words).asString().contains("answers");
    }

    // when
    List<Finding> gone = doctor.look();

    // then
    assertThat(of("broker", gone)).extracting(Finding::level).containsExactly(Level.FAIL);
    assertThat(of("registry", gone)).extracting(Finding::level).containsExactly(Level.FAIL);
  }

  private static Doctor doctor(Map<String, String> configuration) {
    return new Doctor(
        List.of(Patient.of(AggregatorSettings.of(configuration))),
        new Doctor.Shared(
            null, new WantedTopics(Topics.standard(), EntityTypes.bundled(), 12, (short) 1)),
        true);
  }

  private static List<Finding> of(String area, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.area().equals(area)).toList();
  }
}
