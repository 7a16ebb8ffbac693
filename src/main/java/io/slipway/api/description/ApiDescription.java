package io.slipway.api.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** Describes what all operations have in common: how callers prove who they are, and what a refusal looks like. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    /** Of its class springdoc would tell the methods. */
    private static final String ANY = JsonNode.class.getSimpleName();

    @Bean
    OpenApiCustomizer description() {
        return api -> {
            api.info(new Info()
                    .title("Slipway")
                    .version("v1")
                    .description("Carries SQL migrations from a commit to every database."));
            api.servers(List.of());
            var components = api.getComponents() == null ? new Components() : api.getComponents();
            api.components(components
                    .addSecuritySchemes(
                            "token",
                            new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                    .addSecuritySchemes(
                            "serviceAccount",
                            new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"))
                    .addSchemas(PROBLEM, problem())
                    .addSchemas(ANY, new ObjectSchema().description("Any JSON.")));
            api.security(List.of(
                    new SecurityRequirement().addList("token"), new SecurityRequirement().addList("serviceAccount")));
            api.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> describe(path, operation)));
            components.getSchemas().values().forEach(ApiDescription::plain);
        };
    }

    private static void describe(String path, Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("Refused, with the reason and what to do")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))));
        operation.tags(List.of());
        operation.summary(plain(operation.getSummary())).description(plain(operation.getDescription()));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> describe(path, parameter));
        }
    }

    /** A place that a controller takes apart as one object is made of variables of the path all the same. */
    private static void describe(String path, Parameter parameter) {
        if (path.contains("{" + parameter.getName() + "}")) {
            parameter.in("path").required(true);
        }
    }

    private static void plain(Schema<?> schema) {
        schema.description(plain(schema.getDescription()));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(ApiDescription::plain);
        }
    }

    /** Comments are HTML in lines; descriptions are text. */
    private static String plain(String comment) {
        return comment == null
                ? ""
                : comment.replaceAll("</?code>", "`")
                        .replaceAll("<[^>]+>", "")
                        .replaceAll("\\s+", " ")
                        .strip();
    }

    /** A refusal as RFC 9457 has it. */
    private static Schema<?> problem() {
        var schema = new ObjectSchema();
        schema.addProperty("type", new StringSchema().description("the kind of problem"));
        schema.addProperty("title", new StringSchema().description("the kind of problem, in words"));
        schema.addProperty("status", new IntegerSchema().description("the HTTP status"));
        schema.addProperty("detail", new StringSchema().description("what happened"));
        schema.addProperty(
                "code", new StringSchema().description("a stable name of the kind of problem, such as rollout-locked"));
        schema.addProperty("help", new StringSchema().description("what to do about it"));
        schema.description("A refusal, as RFC 9457 has it.");
        return schema;
    }
}
