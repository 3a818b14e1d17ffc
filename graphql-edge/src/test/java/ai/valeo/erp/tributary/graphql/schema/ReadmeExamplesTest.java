package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every query in a README that is there to be copied fits the schema it is sent to. */
class ReadmeExamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code ask} or {@code -d} is given, over as many lines as it takes. */
  private static final Pattern ASKED =
      Pattern.compile("(?:ask|-d) '([^']*(?:'\"[^\"]*\"'[^']*)*)'");

  private static final Pattern SHELL_VARIABLE = Pattern.compile("'\"[^\"]*\"'");
  private static final Pattern EXAMPLE = Pattern.compile("```graphql\n(.*?)```", Pattern.DOTALL);

  private final GraphQLSchema central = CentralSchema.build(wiring -> wiring);
  private final GraphQLSchema edge =
      EdgeSchema.build(
          EdgeSchema.definitions(EdgeSchema.sdl()),
          wiring -> wiring.type("MutationResult", type -> type.typeResolver(unused -> null)));

  @Test
  void shouldFitTheSchemas() throws IOException {
    String module = Files.readString(Path.of("README.md"));
    String main = Files.readString(Path.of("..", "README.md"));
    int ofEdge = module.indexOf("\n## The edge node");
    int next = module.indexOf("\n## ", ofEdge + 1);
    assertThat(misfits(central, module.substring(0, ofEdge), 20)).isEmpty();
    assertThat(misfits(edge, module.substring(ofEdge, next), 6)).isEmpty();
    int offline = main.indexOf("\n## Work without a network");
    int ruling = main.indexOf("\n## Decide what machines cannot");
    assertThat(misfits(central, main.substring(0, offline), 2)).isEmpty();
    assertThat(misfits(edge, main.substring(offline, ruling), 6)).isEmpty();
    assertThat(misfits(central, main.substring(ruling), 3)).isEmpty();
  }

  private static List<String> misfits(GraphQLSchema schema, String text, int least)
      throws IOException {
    List<String> documents = documents(text);
    assertThat(documents).as("examples found").hasSizeGreaterThanOrEqualTo(least);
    var misfits = new ArrayList<String>();
    for (String document : documents) {
      var found =
          ParseAndValidate.parseAndValidate(
              schema, ExecutionInput.newExecutionInput(document).build());
      if (found.isFailure()) {
        misfits.add(found.getErrors().getFirst().getMessage() + " in " + document);
      }
    }
    return misfits;
  }

  private static List<String> documents(String text) throws IOException {
    var documents = new ArrayList<String>();
    Matcher asked = ASKED.matcher(text);
    while (asked.find()) {
      String given = SHELL_VARIABLE.matcher(asked.group(1)).replaceAll("x");
      if (given.startsWith("{\"query\"")) {
        documents.add(JSON.readTree(given.replace('\n', ' ')).get("query").asText());
      } else if (given.contains("{")) {
        documents.add(given.replace("\\\"", "\""));
      }
    }
    Matcher example = EXAMPLE.matcher(text);
    while (example.find()) {
      documents.add(example.group(1));
    }
    return documents;
  }
}
