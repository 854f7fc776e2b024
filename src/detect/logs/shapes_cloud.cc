#include "detect/logs/shape.h"

// What clouds and their services write of those who use them. The names of the fields are theirs;
// where SigmaHQ's rules spell them otherwise, they stand under both.

#include <array>

namespace sokuo::detect::logs {
namespace {

using enum Deed;

constexpr std::array cloudtrail_needs{Need{"eventSource"}, Need{"eventName"}, Need{"awsRegion"}};
constexpr std::array cloudtrail_names{
    Naming{copy, "sourceIPAddress", "src_ip"},
    Naming{whole, "requestParameters", "requestParameters"},
    Naming{whole, "responseElements", "responseElements"},
    Naming{time, "eventTime"},
};

// Azure as its diagnostic settings write it.
constexpr std::array azure_needs{Need{"operationName"}, Need{"category"}, Need{"resourceId"}};
constexpr std::array azure_cases{
    Case{{"category", "SignInLogs"}, {}, {}, "signinlogs"},
    Case{{"category", "NonInteractiveUserSignInLogs"}, {}, {}, "signinlogs"},
    Case{{"category", "ServicePrincipalSignInLogs"}, {}, {}, "signinlogs"},
    Case{{"category", "ManagedIdentitySignInLogs"}, {}, {}, "signinlogs"},
    Case{{"category", "AuditLogs"}, {}, {}, "auditlogs"},
    Case{{"category", "UserRiskEvents"}, {}, {}, "riskdetection pim"},
    Case{{"category", "RiskyUsers"}, {}, {}, "riskdetection pim"},
};
constexpr std::array azure_names{
    Naming{copy, "properties.*", "*"},
    Naming{copy, "operationName", "OperationName"},
    Naming{copy, "operationName", "OperationNameValue"},
    Naming{copy, "operationName", "properties.message"},
    Naming{copy, "category", "Category"},
    Naming{copy, "category", "CategoryValue"},
    Naming{copy, "resourceId", "ResourceId"},
    Naming{copy, "resourceProvider", "ResourceProviderValue"},
    Naming{copy, "resultType", "ResultType"},
    Naming{copy, "resultDescription", "ResultDescription"},
    Naming{copy, "properties.status.errorCode", "ResultType"},
    Naming{copy, "properties.result", "Status"},
    Naming{copy, "properties.loggedByService", "LoggedByService"},
    Naming{copy, "properties.activityDisplayName", "ActivityDisplayName"},
    Naming{copy, "properties.authenticationRequirement", "AuthenticationRequirement"},
    Naming{copy, "properties.resourceDisplayName", "ResourceDisplayName"},
    Naming{copy, "properties.userPrincipalName", "Username"},
    Naming{copy, "properties.clientAppUsed", "ClientApp"},
    Naming{copy, "properties.riskState", "RiskState"},
    Naming{copy, "properties.deviceDetail.*", "DeviceDetail.*"},
    Naming{copy, "properties.deviceDetail.trustType", "DeviceDetail.trusttype"},
    Naming{copy, "properties.targetResources.modifiedProperties.displayName",
           "TargetResources.ModifiedProperties.DisplayName"},
    Naming{copy, "properties.targetResources.modifiedProperties.newValue",
           "TargetResources.ModifiedProperties.NewValue"},
    Naming{copy, "properties.targetResources.*", "TargetResources.*"},
    Naming{copy, "properties.targetResources.modifiedProperties.newValue",
           "ConsentContext.IsAdminConsent"},
    Naming{whole, "properties.targetResources", "properties.targetResources"},
    Naming{whole, "properties.targetResources", "TargetResources"},
    Naming{whole, "properties.targetResources", "Target"},
    Naming{whole, "properties.initiatedBy", "properties.initiatedBy"},
    Naming{whole, "properties.initiatedBy", "Initiatedby"},
    Naming{time, "time"},
};

// The same as the Graph gives it.
constexpr std::array sign_in_needs{Need{"conditionalAccessStatus"}, Need{"appDisplayName"}};
constexpr std::array sign_in_names{
    Naming{copy, "status.errorCode", "ResultType"},
    Naming{copy, "status.errorCode", "resultType"},
    Naming{copy, "status.failureReason", "ResultDescription"},
    Naming{copy, "authenticationRequirement", "AuthenticationRequirement"},
    Naming{copy, "resourceDisplayName", "ResourceDisplayName"},
    Naming{copy, "userPrincipalName", "Username"},
    Naming{copy, "clientAppUsed", "ClientApp"},
    Naming{copy, "riskState", "RiskState"},
    Naming{copy, "deviceDetail.*", "DeviceDetail.*"},
    Naming{copy, "deviceDetail.trustType", "DeviceDetail.trusttype"},
    Naming{copy, "location.countryOrRegion", "location"},
    Naming{time, "createdDateTime"},
};
constexpr std::array directory_needs{Need{"activityDisplayName"}, Need{"loggedByService"}};
constexpr std::array directory_names{
    Naming{copy, "activityDisplayName", "OperationName"},
    Naming{copy, "activityDisplayName", "operationName"},
    Naming{copy, "activityDisplayName", "ActivityDisplayName"},
    Naming{copy, "activityDisplayName", "properties.message"},
    Naming{copy, "loggedByService", "LoggedByService"},
    Naming{copy, "category", "Category"},
    Naming{copy, "result", "Status"},
    Naming{copy, "targetResources.*", "TargetResources.*"},
    Naming{copy, "targetResources.modifiedProperties.displayName",
           "TargetResources.ModifiedProperties.DisplayName"},
    Naming{copy, "targetResources.modifiedProperties.newValue",
           "TargetResources.ModifiedProperties.NewValue"},
    Naming{whole, "targetResources", "TargetResources"},
    Naming{whole, "targetResources", "properties.targetResources"},
    Naming{whole, "initiatedBy", "properties.initiatedBy"},
    Naming{time, "activityDateTime"},
};
constexpr std::array risk_needs{Need{"riskEventType"}};
constexpr std::array risk_names{Naming{time, "activityDateTime"}, Naming{time, "detectedDateTime"}};

// The unified audit log of Microsoft 365.
constexpr std::array m365_needs{Need{"Workload"}, Need{"Operation"}};
constexpr std::array m365_cases{
    Case{{"Workload", "SecurityComplianceCenter"},
         {},
         {},
         "audit threat_management threat_detection"},
    Case{{"Workload", "Exchange"}, {}, {}, "audit exchange"},
};
constexpr std::array m365_names{
    Naming{copy, "Workload", "eventSource"},
    Naming{copy, "Operation", "eventName"},
    Naming{copy, "Name", "eventName"},
    Naming{copy, "ResultStatus", "status"},
    Naming{copy, "Status", "status"},
    Naming{whole, "Parameters", "Parameters"},
    Naming{whole, "OperationProperties", "OperationProperties"},
    Naming{time, "CreationTime"},
};

constexpr std::array okta_needs{Need{"eventType"}, Need{"actor.alternateId"}};
constexpr std::array okta_names{
    Naming{copy, "eventType", "eventtype"},
    Naming{copy, "client.ipAddress", "src_ip"},
    Naming{time, "published"},
};

constexpr std::array gcp_needs{Need{"protoPayload.methodName"}};
constexpr std::array gcp_data_needs{Need{"data.protoPayload.methodName"}};
constexpr std::array gcp_cases{
    Case{{"protoPayload.serviceName", "admin.googleapis.com"},
         {},
         {},
         "gcp.audit google_workspace.admin"},
    Case{{"protoPayload.serviceName", "login.googleapis.com"},
         {},
         {},
         "gcp.audit google_workspace.login"},
};
constexpr std::array gcp_names{
    Naming{copy, "protoPayload.methodName", "gcp.audit.method_name"},
    Naming{copy, "data.protoPayload.methodName", "gcp.audit.method_name"},
    Naming{copy, "protoPayload.*", "data.protoPayload.*"},
    Naming{copy, "resource.type", "data.protoPayload.resource.type"},
    Naming{copy, "logName", "data.protoPayload.logName"},
    Naming{copy, "protoPayload.serviceName", "eventService"},
    Naming{copy, "protoPayload.serviceName", "protoPayload.Servicename"},
    Naming{copy, "protoPayload.metadata.event.eventName", "eventName"},
    Naming{time, "timestamp"},
    Naming{time, "data.timestamp"},
};

constexpr std::array kubernetes_needs{Need{"auditID"}, Need{"verb"}};
constexpr std::array kubernetes_names{
    Naming{copy, "objectRef.apiGroup", "apiGroup"},
    Naming{copy, "requestObject.spec.volumes.hostPath.path", "hostPath"},
    Naming{copy, "requestObject.spec.containers.securityContext.capabilities.add", "capabilities"},
    Naming{time, "requestReceivedTimestamp"},
    Naming{time, "stageTimestamp"},
};

constexpr std::array github_needs{Need{"action"}, Need{"actor"}, Need{"_document_id"}};
constexpr std::array github_org_needs{Need{"action"}, Need{"actor"}, Need{"org"}};
constexpr std::array github_names{Naming{time, "@timestamp"}, Naming{time, "created_at"}};

constexpr std::array bitbucket_needs{Need{"auditType.action"}};
constexpr std::array bitbucket_names{Naming{time, "timestamp"}};
constexpr std::array onelogin_needs{Need{"event_type_id"}};
constexpr std::array onelogin_names{Naming{time, "created_at"}};
constexpr std::array opencanary_needs{Need{"logtype"}, Need{"node_id"}};
constexpr std::array opencanary_names{
    Naming{copy, "src_host", "src_ip"},
    Naming{copy, "dst_host", "dst_ip"},
    Naming{time, "utc_time"},
};

constexpr std::array shapes{
    Shape{"cloudtrail", "aws", {}, "cloudtrail", cloudtrail_needs, {}, cloudtrail_names},
    Shape{"azure", "azure", {}, "activitylogs", azure_needs, azure_cases, azure_names},
    Shape{"azure_sign_in", "azure", {}, "signinlogs", sign_in_needs, {}, sign_in_names},
    Shape{"azure_directory", "azure", {}, "auditlogs", directory_needs, {}, directory_names},
    Shape{"azure_risk", "azure", {}, "riskdetection pim", risk_needs, {}, risk_names},
    Shape{"m365", "m365", {}, "audit", m365_needs, m365_cases, m365_names},
    Shape{"okta", "okta", {}, "okta", okta_needs, {}, okta_names},
    Shape{"gcp", "gcp", {}, "gcp.audit", gcp_needs, gcp_cases, gcp_names},
    Shape{"gcp_data", "gcp", {}, "gcp.audit", gcp_data_needs, {}, gcp_names},
    Shape{
        "kubernetes", "kubernetes", "application", "audit", kubernetes_needs, {}, kubernetes_names},
    Shape{"github", "github", {}, "audit", github_needs, {}, github_names},
    Shape{"github_org", "github", {}, "audit", github_org_needs, {}, github_names},
    Shape{"bitbucket", "bitbucket", {}, "audit", bitbucket_needs, {}, bitbucket_names},
    Shape{"onelogin", "onelogin", {}, "onelogin.events", onelogin_needs, {}, onelogin_names},
    Shape{"opencanary", "opencanary", "application", {}, opencanary_needs, {}, opencanary_names},
};

} // namespace

std::span<const Shape> cloud_shapes() {
    return shapes;
}

} // namespace sokuo::detect::logs
