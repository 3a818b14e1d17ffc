package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTopologyTest {

  @TempDir Path stateDir;

  @Test
  void shouldKeepItsShapeAndNames() throws IOException {
    // given
    try (ViewBench bench = new ViewBench(stateDir)) {
      // when
      String described = bench.topology.describe().toString();

      // then
      assertThat(described).doesNotContain("KSTREAM-").doesNotContain("KTABLE-");
      Golden.assertGolden("views-topology.txt", described);
    }
  }

  @Test
  void shouldKnowTheTopicOfEveryStore() throws IOException {
    // given
    try (ViewBench bench = new ViewBench(stateDir)) {
      var stores = new TreeSet<String>();
      bench.topology.describe().subtopologies().stream()
          .flatMap(part -> part.nodes().stream())
          .forEach(node -> {
            if (node instanceof TopologyDescription.Processor processor) {
              stores.addAll(processor.stores());
            }
          });

      // then
      assertThat(bench.storeTopics().keySet()).isEqualTo(stores);
    }
  }
}
