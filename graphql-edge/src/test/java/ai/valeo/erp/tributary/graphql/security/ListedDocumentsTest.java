package ai.valeo.erp.tributary.graphql.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mode in which nothing is answered but what a file lists. */
class ListedDocumentsTest {
  private static final String STOCK = "{ inventory(first: 1) { nodes { quantity } } }";
  private static final String OTHER = "{ edgeNodes { id } }";
  private static final String HASH = KnownDocuments.hash(STOCK);

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":\"apollo-persisted-query-manifest\",\"version\":1,\"operations\":"
            + "[{\"id\":\"HASH\",\"name\":\"Stock\",\"type\":\"query\",\"body\":\"STOCK\"}]}",
        "{\"Stock\": \"STOCK\"}",
      })
  void shouldAnswerWhatAFileListsByTextAndByHash(String form) throws IOException {
    // given
    ListedDocuments listed = listed(form.replace("HASH", HASH).replace("STOCK", STOCK));

    // then
    assertThat(listed.document(STOCK, null)).isEqualTo(STOCK);
    assertThat(listed.document(STOCK, HASH)).isEqualTo(STOCK);
    assertThat(listed.document(null, HASH)).isEqualTo(STOCK);
    assertRefused(listed, OTHER, null, ErrorCode.DOCUMENT_NOT_LISTED);
    assertRefused(listed, OTHER, HASH, ErrorCode.DOCUMENT_NOT_LISTED);
    assertRefused(listed, null, KnownDocuments.hash(OTHER), ErrorCode.DOCUMENT_NOT_LISTED);
    assertThat(refusals()).isEqualTo(3);
  }

  @Test
  void shouldAskForTheTextWhereTheFileHasOnlyItsHash() throws IOException {
    // given
    ListedDocuments listed = listed("# what the shop asks\n\n" + HASH + "\n");

    // then
    assertThat(listed.document(STOCK, null)).isEqualTo(STOCK);
    assertRefused(listed, null, HASH, ErrorCode.PERSISTED_QUERY_NOT_FOUND);
    assertRefused(listed, OTHER, null, ErrorCode.DOCUMENT_NOT_LISTED);
  }

  @Test
  void shouldAnswerNothingFromAnEmptyFile() throws IOException {
    assertRefused(listed(""), STOCK, null, ErrorCode.DOCUMENT_NOT_LISTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{ \"Stock\": ", "{\"Stock\": \"\"}", "{\"operations\":[{\"id\":\"a\"}]}", "a1b2"})
  void shouldNotTakeAFileThatIsNoList(String text) {
    assertThatThrownBy(() -> listed(text)).isInstanceOf(IOException.class);
  }

  private ListedDocuments listed(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("documents"), text);
    return ListedDocuments.read(file, new SecurityMeters(registry));
  }

  private static void assertRefused(
      ListedDocuments listed, String query, String hash, ErrorCode code) {
    assertThatThrownBy(() -> listed.document(query, hash))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private double refusals() {
    return registry.get("tributary.security.documents.refused").counter().count();
  }
}
