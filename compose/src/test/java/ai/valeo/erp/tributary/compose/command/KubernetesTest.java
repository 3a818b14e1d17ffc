package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The Kubernetes manifests against Kubernetes' own schema: the models of its Java client, generated
 * from its OpenAPI, refuse unknown and missing fields.
 */
final class KubernetesTest {
  private static final Path FOLDER = Path.of("kubernetes");
  private static final Gson PLAIN = new Gson();

  @Test
  void shouldRefuseWhatTheSchemaDoesNotKnow() {
    // given
    JsonObject probe =
        json(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: x}, "
                + "spec: {selector: {}, template: {spec: {containers: [{name: a, livenesProbe: {}}]}}}}");
    JsonObject nameless =
        json(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: x}, "
                + "spec: {selector: {}, template: {spec: {containers: [{image: a}]}}}}");
    JsonObject number =
        json(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: x}, "
                + "spec: {replicas: many, selector: {}, template: {}}}");
    // then
    assertThatThrownBy(() -> check(probe)).hasMessageContaining("livenesProbe");
    assertThatThrownBy(() -> check(nameless)).hasMessageContaining("name");
    assertThatThrownBy(() -> check(number)).hasMessageContaining("many");
  }

  @Test
  void shouldFitTheSchemaInEveryFile() throws IOException {
    List<JsonObject> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(KubernetesTest::isManifest).sorted().toList()) {
        all.addAll(documents(Files.readString(file)));
      }
    }
    assertThat(all).hasSizeGreaterThan(10).allSatisfy(KubernetesTest::check);
  }

  @Test
  void shouldRunEveryPodWithoutRightsAndWatched() throws IOException {
    for (String file : List.of("base/aggregator.yaml", "base/central.yaml", "edge/edge.yaml")) {
      JsonObject set = statefulSet(documents(Files.readString(FOLDER.resolve(file))));
      // the pod
      JsonObject pod = at(set, "spec", "template", "spec");
      assertThat(pod.get("enableServiceLinks").getAsBoolean()).as(file).isFalse();
      assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).as(file).isFalse();
      assertThat(at(pod, "securityContext").get("runAsNonRoot").getAsBoolean()).as(file).isTrue();
      // its container
      JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
      assertThat(container.keySet())
          .as(file)
          .contains("startupProbe", "livenessProbe", "readinessProbe", "resources");
      JsonObject rights = at(container, "securityContext");
      assertThat(rights.get("readOnlyRootFilesystem").getAsBoolean()).as(file).isTrue();
      assertThat(rights.get("allowPrivilegeEscalation").getAsBoolean()).as(file).isFalse();
      assertThat(at(rights, "capabilities").getAsJsonArray("drop")).hasToString("[\"ALL\"]");
    }
  }

  @Test
  void shouldScaleByLagKeepStateAndLoseOneOfAKindAtATime() throws IOException {
    // given
    List<JsonObject> scaling = documents(Files.readString(FOLDER.resolve("base/scaling.yaml")));

    // then
    JsonObject scaler = named(scaling, "HorizontalPodAutoscaler", "aggregator");
    JsonObject metric = at(scaler, "spec").getAsJsonArray("metrics").get(0).getAsJsonObject();
    assertThat(at(metric, "pods", "metric").get("name").getAsString())
        .isEqualTo("tributary_topology_lag");
    for (String part : List.of("aggregator", "central")) {
      JsonObject budget = named(scaling, "PodDisruptionBudget", part);
      assertThat(at(budget, "spec").get("maxUnavailable").getAsInt()).as(part).isEqualTo(1);
      JsonObject set =
          statefulSet(documents(Files.readString(FOLDER.resolve("base/" + part + ".yaml"))));
      assertThat(at(budget, "spec", "selector")).as(part).isEqualTo(at(set, "spec", "selector"));
      assertThat(at(set, "spec").getAsJsonArray("volumeClaimTemplates")).as(part).hasSize(1);
      assertThat(at(set, "spec", "template", "spec").getAsJsonArray("containers").toString())
          .as(part)
          .contains("{\"name\":\"state\",\"mountPath\":\"/var/lib/tributary\"}");
    }
  }

  private static JsonObject named(List<JsonObject> documents, String kind, String name) {
    return documents.stream()
        .filter(document -> document.get("kind").getAsString().equals(kind))
        .filter(document -> at(document, "metadata").get("name").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/development", "overlays/production", "overlays/canary"})
  void shouldFitTheSchemaWhenPutTogether(String overlay) throws Exception {
    // given
    String rendered = kustomize(FOLDER.resolve(overlay));
    assumeTrue(!rendered.isEmpty(), "skipped: no kubectl with kustomize (https://kubernetes.io)");
    List<JsonObject> documents = documents(rendered);
    // then
    assertThat(documents).allSatisfy(KubernetesTest::check);
    List<DeployedProcess> processes = processes(documents);
    assertThat(processes).isNotEmpty();
    assertThat(processes)
        .allSatisfy(process -> assertThat(process.problems()).as(process.name()).isEmpty());
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.equals("kustomization.yaml");
  }

  /** Fails unless a document is what Kubernetes takes. */
  private static void check(JsonObject document) {
    String api = document.get("apiVersion").getAsString();
    String version = api.substring(api.indexOf('/') + 1);
    String model =
        version.substring(0, 1).toUpperCase(Locale.ROOT)
            + version.substring(1)
            + document.get("kind").getAsString();
    try {
      Class<?> type = Class.forName("io.kubernetes.client.openapi.models." + model);
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, document);
      assertThat((Object) JSON.getGson().fromJson(document, type)).isNotNull();
    } catch (InvocationTargetException e) {
      throw new AssertionError(model + ": " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no such kind: " + model, e);
    }
  }

  /** The processes with the environment that Kubernetes would give them. */
  private static List<DeployedProcess> processes(List<JsonObject> documents) {
    Map<String, JsonObject> maps = new TreeMap<>();
    documents.stream()
        .filter(document -> document.get("kind").getAsString().equals("ConfigMap"))
        .forEach(map -> maps.put(at(map, "metadata").get("name").getAsString(), map));
    List<DeployedProcess> processes = new ArrayList<>();
    for (JsonObject document : documents) {
      if (document.get("kind").getAsString().equals("StatefulSet")) {
        JsonObject pod = at(document, "spec", "template", "spec");
        JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
        Map<String, String> environment = new TreeMap<>();
        container
            .getAsJsonArray("envFrom")
            .forEach(from -> {
              String name = at(from.getAsJsonObject(), "configMapRef").get("name").getAsString();
              at(maps.get(name), "data")
                  .asMap()
                  .forEach((key, value) -> environment.put(key, value.getAsString()));
            });
        addOwn(environment, container.getAsJsonArray("env"));
        String process = container.getAsJsonArray("args").get(0).getAsString();
        processes.add(new DeployedProcess(process, environment));
      }
    }
    return processes;
  }

  private static void addOwn(Map<String, String> environment, JsonArray variables) {
    variables.forEach(variable -> {
      JsonObject one = variable.getAsJsonObject();
      JsonElement value = one.get("value");
      String text = value == null ? one.get("name").getAsString() + "-0" : value.getAsString();
      String filled = text.replace("$(POD_NAME)", "pod-0");
      environment.put(one.get("name").getAsString(), filled);
    });
  }

  private static JsonObject statefulSet(List<JsonObject> documents) {
    return documents.stream()
        .filter(document -> document.get("kind").getAsString().equals("StatefulSet"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject at(JsonObject object, String... path) {
    JsonObject found = object;
    for (String name : path) {
      found = found.getAsJsonObject(name);
    }
    return found;
  }

  private static JsonObject json(String yaml) {
    return documents(yaml).getFirst();
  }

  private static List<JsonObject> documents(String yaml) {
    List<JsonObject> documents = new ArrayList<>();
    new Yaml().loadAll(yaml).forEach(one -> documents.add(PLAIN.toJsonTree(one).getAsJsonObject()));
    return documents;
  }

  /** What kustomize makes of a folder; empty = there is no kubectl that knows it. */
  private static String kustomize(Path folder) throws IOException, InterruptedException {
    try {
      if (new ProcessBuilder("kubectl", "kustomize", "--help")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          != 0) {
        return "";
      }
    } catch (IOException e) {
      return "";
    }
    Process process =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream output = process.getInputStream()) {
      String rendered = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("kubectl kustomize %s", folder).isZero();
      return rendered;
    }
  }
}
