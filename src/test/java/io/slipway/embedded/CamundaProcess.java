package io.slipway.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Camunda's three programs and OpenSearch: how each is started as a JVM of its own. */
enum CamundaProcess {
    OPENSEARCH("OpenSearch", "1g"),
    BROKER("Zeebe broker", "1g"),
    TASKLIST("Tasklist", "768m"),
    OPERATE("Operate", "768m");

    private static final List<String> LEAN =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto");
    private static final List<String> QUIET_ON_NEW_JDKS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8");

    private final String title;
    private final String heap;

    CamundaProcess(String title, String heap) {
        this.title = title;
        this.heap = heap;
    }

    String title() {
        return title;
    }

    /** Start it; its data goes to the data folder and its output to one log. */
    Child start(PlatformFiles files, DataFolder data, Ports ports, boolean controlledClock) {
        var folder = data.of(key());
        var arguments = new ArrayList<String>();
        arguments.add("-Xmx" + heap);
        arguments.addAll(LEAN);
        arguments.addAll(QUIET_ON_NEW_JDKS);
        arguments.addAll(
                switch (this) {
                    case OPENSEARCH -> OpenSearchNode.arguments(files, data, folder, ports);
                    case BROKER -> camunda(files, data, "", "StandaloneBroker");
                    case TASKLIST ->
                        camunda(files, data, MendedTasklist.classPath(files, folder) + ":", "StandaloneTasklist");
                    case OPERATE -> camunda(files, data, "", "StandaloneOperate");
                });
        return Child.java(title, arguments, environment(ports, controlledClock), folder, data.log(key()));
    }

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private List<String> camunda(PlatformFiles files, DataFolder data, String first, String mainClass) {
        var folder = data.of(key());
        return List.of(
                "-Dapp.name=" + key(),
                "-Dapp.home=" + folder,
                "-Dbasedir=" + folder,
                "-classpath",
                "%3$s%1$s/config:%1$s/lib/*:%2$s".formatted(files.camunda(), data.leash(), first),
                Leash.class.getName(),
                "io.camunda.application." + mainClass);
    }

    private Map<String, String> environment(Ports ports, boolean controlledClock) {
        var openSearch = "http://127.0.0.1:" + ports.openSearch();
        var variables = new HashMap<String, String>();
        variables.put("SERVER_ADDRESS", "127.0.0.1");
        variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        variables.put("CAMUNDA_DATABASE_TYPE", "opensearch");
        variables.put("CAMUNDA_DATABASE_URL", openSearch);
        switch (this) {
            case OPENSEARCH -> variables.clear();
            case BROKER -> addBroker(variables, ports, openSearch, controlledClock);
            case TASKLIST -> {
                addWebPorts(variables, ports.tasklist(), ports.tasklistManagement());
                addWeb(variables, ports, openSearch);
                addUnusedGateway(variables, ports.tasklistCluster());
            }
            case OPERATE -> {
                addWebPorts(variables, ports.operate(), ports.operateManagement());
                addWeb(variables, ports, openSearch);
                addUnusedGateway(variables, ports.operateCluster());
                variables.put("CAMUNDA_OPERATE_CSRFPREVENTIONENABLED", "false");
            }
        }
        return variables;
    }

    private static void addBroker(
            Map<String, String> variables, Ports ports, String openSearch, boolean controlledClock) {
        addWebPorts(variables, ports.rest(), ports.management());
        variables.put("CAMUNDA_REST_QUERY_ENABLED", "true");
        variables.put("ZEEBE_CLOCK_CONTROLLED", Boolean.toString(controlledClock));
        var broker = "ZEEBE_BROKER_";
        variables.put(broker + "NETWORK_HOST", "127.0.0.1");
        variables.put(broker + "NETWORK_COMMANDAPI_PORT", Integer.toString(ports.brokerCommand()));
        variables.put(broker + "NETWORK_INTERNALAPI_PORT", Integer.toString(ports.brokerInternal()));
        variables.put(broker + "CLUSTER_INITIALCONTACTPOINTS", "127.0.0.1:" + ports.brokerInternal());
        variables.put(broker + "GATEWAY_NETWORK_HOST", "127.0.0.1");
        variables.put(broker + "GATEWAY_NETWORK_PORT", Integer.toString(ports.gateway()));
        variables.put(broker + "DATA_DISK_FREESPACE_PROCESSING", "1GB");
        variables.put(broker + "DATA_DISK_FREESPACE_REPLICATION", "512MB");
        variables.put(broker + "DATA_LOGSEGMENTSIZE", "32MB");
        var exporter = broker + "EXPORTERS_OPENSEARCH_";
        variables.put(exporter + "CLASSNAME", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
        variables.put(exporter + "ARGS_URL", openSearch);
        variables.put(exporter + "ARGS_INDEX_PREFIX", "zeebe-record");
        variables.put(exporter + "ARGS_BULK_SIZE", "50");
        variables.put(exporter + "ARGS_BULK_DELAY", "1");
    }

    private void addWeb(Map<String, String> variables, Ports ports, String openSearch) {
        var application = "CAMUNDA_" + name() + "_";
        variables.put(application + "DATABASE", "opensearch");
        variables.put(application + "OPENSEARCH_URL", openSearch);
        variables.put(application + "ZEEBEOPENSEARCH_URL", openSearch);
        variables.put(application + "ZEEBE_GATEWAYADDRESS", "127.0.0.1:" + ports.gateway());
        variables.put(application + "ZEEBE_RESTADDRESS", "http://127.0.0.1:" + ports.rest());
        variables.put(application + "ARCHIVERENABLED", "false");
        // people and tests wait for what is imported: look every quarter of a second, not every five
        variables.put(application + "IMPORTER_READERBACKOFF", "250");
        variables.put(application + "IMPORTER_SCHEDULERBACKOFF", "250");
        variables.put(application + "OPENSEARCH_REFRESHINTERVAL", "250ms");
    }

    /** Keep the gateway inside Tasklist and Operate, which nothing uses, from joining another platform on this machine. */
    private static void addUnusedGateway(Map<String, String> variables, int port) {
        var cluster = "ZEEBE_GATEWAY_CLUSTER_";
        variables.put(cluster + "HOST", "127.0.0.1");
        variables.put(cluster + "PORT", Integer.toString(port));
        variables.put(cluster + "INITIALCONTACTPOINTS", "127.0.0.1:" + port);
    }

    private static void addWebPorts(Map<String, String> variables, int server, int management) {
        variables.put("SERVER_PORT", Integer.toString(server));
        variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    }
}
