package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Golden;
import java.io.IOException;
import java.nio.file.Path;
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
}
