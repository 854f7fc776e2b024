// Made from api/openapi.yaml by script/api.mjs. Do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readSession"];
        put?: never;
        /**
         * @description A wrong name, a wrong password and a name that is shut for too many failures get the same answer. 202: the password was
         *     right and a second factor is enrolled; the ticket goes to `/api/v1/session/second-factor`.
         */
        post: operations["signIn"];
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A browser is sent to the organisation's sign-in service (OpenID Connect), with a cookie of the journey. When that does not answer, to `/?sign-in=silent`. */
        get: operations["leaveForProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Where it sends the browser back. Always home: to `/` with a session, or to `/?sign-in=` with `code` (a second factor is
         *     still to come; the ticket is in a cookie), `unbound`, `again`, `refused` or `silent`.
         */
        get: operations["returnFromProvider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The second step of signing in. The code of an app, or a recovery code; each is good once. */
        post: operations["giveSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Asks the password again, and the second factor where one is enrolled, for acts that need it (宣言, 収束). */
        post: operations["renewSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description How the person signs in, their sessions and tokens. Like everything below it not for API tokens. */
        get: operations["readAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ends the person's other sessions. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A key for an authenticator app. Nothing is enrolled before the confirmation, within an hour. Needs a renewed session. */
        post: operations["offerSecondFactor"];
        /** @description Not for whose role needs one, nor while the password is too short to stand alone. Needs a renewed session. */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/second-factor/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Enrols what was offered; ends the person's other sessions. Needs a renewed session. */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ten new ones; the old ones are void. Needs a renewed session. */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a row of Account.sessions. */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description A session or a token of one's own; at once. */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listReports"];
        put?: never;
        post: operations["recordReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/additions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What was asked and learnt afterwards. Replaces nothing; the newest answer to an item is shown first. */
        post: operations["addToReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 回答: whoever told us was told how it ended, by word of mouth. A mail that answers is a letter with `serves`. */
        post: operations["replyToReporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 追加で聞く: whoever told us was asked, by word of mouth. When `due_at` passes and nothing was added since, the report stands among the undecided again. */
        post: operations["askReporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 二つの件に分ける: the second matter becomes a report of its own, with the reporter, the way in and the time of receipt of this one. Files and letters stay here. */
        post: operations["splitReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What machines sent, newest first. Looks for two seconds at the most; `out_of_time` says that there may be more before `next`. */
        get: operations["listLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which machines speak, which have fallen silent, and what did not get in. */
        get: operations["listLogSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/detection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which detection rules are in force, and which cannot be used, with the reason. */
        get: operations["readDetection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/detection/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The detection rules in force, the gravest first. */
        get: operations["listDetectionRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description With whom reports are exchanged through a file (ネットワーク分離), and the last bundle each way. */
        get: operations["listBundles"];
        put?: never;
        /** @description The next bundle for a receiver: what happened to reports since the last one, sealed and signed. `again` puts what earlier ones brought in as well. */
        post: operations["writeBundle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bundles/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a bundle in. Once: what was here before changes nothing; one that is missing in between is named. */
        post: operations["readBundle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/talk-script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What whoever takes a call says and asks for, from the rule pack. */
        get: operations["readTalkScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The report is a notice from above or beside (県・総務省・国・クラウド事業者・委託先). Replaces what was written of it before; the journal keeps both. */
        post: operations["recordNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/acknowledgements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 受領連絡: they were told that the notice arrived. */
        post: operations["acknowledgeNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A declaration (outcome incident) needs a renewed session; the others do not. */
        post: operations["judgeReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 個人の情報を消去する・内容を消去する. Number, codes and times stay. Cannot be undone; needs a renewed session. */
        post: operations["eraseReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description First what shares an address, a host, a hash or a number with it, then what is in the same words; of what the reader may know of. */
        get: operations["similarToReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["attachToReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        get: operations["readReportAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/attachments/{attachment}/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description What a file is by its content, what its name hides, and what the operator's scanner (clamd) says. Looked at now, in the sandbox; never that it is harmless. */
        get: operations["inspectReportAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/attachments/{attachment}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description A picture (PNG or JPEG) made small and anew from its pixels, without anything else of the file. Anything else is refused. It is a look at the file, and the journal says so. */
        get: operations["previewReportAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["proposePriority"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/misdeliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The short path (誤送付・誤送信・紛失) — report, judgement, incident, facts and measures in one act. Needs a renewed session. */
        post: operations["recordMisdelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/triage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Corrects title, categories or priority. What is absent stays. */
        post: operations["retriage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/phase": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["movePhase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readTimeline"];
        put?: never;
        /** @description One line of the record. Needs no If-Match, because lines only add up. */
        post: operations["recordLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/facts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                key: string;
            };
            cookie?: never;
        };
        get?: never;
        put: operations["setFact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                task: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["changeTask"];
        trace?: never;
    };
    "/api/v1/incidents/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["askDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/decisions/{decision}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                decision: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["makeDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["attachToIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        get: operations["readIncidentAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/attachments/{attachment}/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description As of a report's file. */
        get: operations["inspectIncidentAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/attachments/{attachment}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description As of a report's file. */
        get: operations["previewIncidentAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/hunts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description What was looked through with the detection rules, and what was found: the last hunt through each file, newest first. The journal keeps those before. */
        get: operations["listHunts"];
        put?: never;
        /** @description Looks through one file of the incident (event logs, JSON, logs, archives of them) with the detection rules, in the sandbox, and journals what was found. Answered when it is done. */
        post: operations["huntThroughFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/upstreams": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 相手の件: an incident of the prefecture's, the provider's or a contractor's that this one hangs on. What a report brought as a notice is there by itself. */
        post: operations["nameUpstream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/upstreams/{upstream}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                upstream: components["parameters"]["upstream"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description It was a mistake, or has nothing to do with ours any more. The journal keeps it. */
        post: operations["endUpstream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/closure/{condition}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                condition: string;
            };
            cookie?: never;
        };
        get?: never;
        put: operations["setCondition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/circle": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        /** @description 閲覧の制限. Who is not named, or is excluded, meets the same silence as if it had never been. */
        put: operations["setCircle"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/asks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 私へのお願い. A person, or whoever holds a post, answers by text or file and sees nothing else. */
        post: operations["askSomebody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/asks/{asked}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["dropAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/engagements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 支援依頼・支援要請 (別表第３): proposes it and asks for its approval. The head issues it by approving. */
        post: operations["proposeEngagement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/engagements/{engagement}/people": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description One person of theirs may sign in while it lasts. The initial password is in this answer only, good for a week, once; they change it and enrol a second factor. Needs a renewed session. */
        post: operations["admitOutsider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/engagements/{engagement}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What was handed over or came back (提供情報, 回答). */
        post: operations["noteExchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/engagements/{engagement}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description At once, before its day. What they could see they cannot see any longer. */
        post: operations["endEngagement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/stand-in": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The next deputy takes over from a head who is shut out of this incident, for it alone (they count as 不在). */
        post: operations["takeOverHere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 内容を消去する: words, names and files of an incident that has ended. Number, codes and times stay. Cannot be undone; needs a renewed session. */
        post: operations["eraseIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/convergence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 収束宣言 (第２条第１号オ). The head of the CSIRT's act; needs a renewed session. */
        post: operations["declareConvergence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["closeIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reopenIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a declaration back (取り下げ). What was sent stays sent. */
        post: operations["withdrawIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Reports and incidents in which every word stands somewhere; number and title count wherever one looks. Only what the reader may know of is found, counted and put in order. Everything typed is text: only double quotes mean something, they keep the spaces between them inside one word. Of common words the newest texts are looked at (`cut`). */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readJournalState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal/entries/{seq}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        get: operations["proveEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journal/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readCharter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description One value or one list of codes. Needs a renewed session. */
        patch: operations["amendCharter"];
        trace?: never;
    };
    "/api/v1/charter/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The charter's file itself, for what no form changes. */
        get: operations["readCharterText"];
        /** @description The file as a whole; the same checks as `sokuo charter check`. A new version, journalled. Needs a renewed session. */
        put: operations["replaceCharterText"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charter/text/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What is wrong with it, line by line; changes nothing. */
        post: operations["checkCharterText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/account": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readAccountOf"];
        put?: never;
        /**
         * @description A name to sign in with, and an initial password, for one of the staff who has none (whoever a reshuffle registered). An
         *     entry says so. Needs a renewed session.
         */
        post: operations["giveAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description An initial password, good for a week and to be changed at the first sign-in. Ends every session of the person and opens a
         *     name that was shut; an account bound to a directory or provider is local again. An entry says so. Needs a renewed session.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/account/link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * @description Binds the account to a name in the organisation's directory, or to a subject (`sub`) of its sign-in service, which answers
         *     for the person from now on. Ends every session of the person. An entry says so. Needs a renewed session. 409 where none is
         *     set up, or another person is bound to the same.
         */
        put: operations["linkAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/account/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description For a lost phone. Ends every session of the person. An entry says so. Needs a renewed session. */
        delete: operations["resetSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/account/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                /** @description The id of a row of Account.sessions. */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description An entry says so. */
        delete: operations["endSessionOf"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/tenures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A person holds a post from a day, and until one when it is known. Old records keep who held it then. Needs a renewed session. */
        post: operations["setTenure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/reshuffle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 人事異動. Many posts change hands on one day, all or none; old records keep who held them then. Needs a renewed session. */
        post: operations["reshuffle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 不在, one's own or somebody's who cannot be reached. Alone it passes no power. */
        post: operations["recordAbsence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/absences/{absence}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                absence: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Back; what somebody did in their stead ends with it. */
        post: operations["recordReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/stand-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 権限を引き継ぐ (別表第３). The next in line who is there; whoever is ahead must be away. */
        post: operations["takeOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/stand-ins/{post}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the post stood in for. */
                post: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["handBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/roster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 連絡網・当番. How people are reached, who is on duty, and whom to call in which order now. */
        get: operations["readRoster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description One's own, always; others' for `team.contacts`. */
        get: operations["readContacts"];
        /** @description One's own, always; others' for `team.manage`. Who writes them says that they are right. */
        put: operations["writeContacts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/persons/{id}/contacts/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description They were tried, or read, and are right. One's own, always; others' for `team.contacts`. */
        post: operations["checkContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 当番, several turns at once, all or none. A day of duty lasts from when the office opens until it opens the next day. */
        post: operations["assignDuties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/duties/{duty}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                duty: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a turn of duty back, begun or not. */
        post: operations["endDuty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/wake": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description 起こす. Whom one would call now, and who was called and answered. */
        get: operations["readWakesOfIncident"];
        put?: never;
        /**
         * @description Calls the first in the order who is there; after some minutes without an answer the next one, and so on. Those who agreed to
         *     it get a mail that says 「要確認 R8-0012」 and nothing more. Passes no power. Of a restricted incident only those who may know are called.
         */
        post: operations["wakeForIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/wake": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readWakesOfReport"];
        put?: never;
        post: operations["wakeForReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description Mails that came in and went out about it, oldest first. */
        get: operations["listLettersOfReport"];
        put?: never;
        /**
         * @description Writes a mail. It is sent by the account's server as soon as that can be reached; the answer to it finds its way back by its
         *     Message-ID. Whoever answers a letter has seen it.
         */
        post: operations["writeLetterOnReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/letters/draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description What a mail to whoever told us would begin with, out of the rule pack. Empty when the pack is silent. */
        get: operations["draftLetterOnReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description As of a report; also those of the reports it was made of. */
        get: operations["listLettersOfIncident"];
        put?: never;
        post: operations["writeLetterOnIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Those that came into something there was already, and that nobody saw yet; oldest first. */
        get: operations["listNewLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/files/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description A file that came with it, or the mail itself as it came (`raw`). Nobody has checked it. */
        get: operations["readLetterFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/files/{attachment}/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description As of a report's file. */
        get: operations["inspectLetterFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/files/{attachment}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        /** @description As of a report's file. */
        get: operations["previewLetterFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["seeLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/letters/{id}/place": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Files it under another report or incident. */
        post: operations["moveLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wakes/{id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 「起きました」 by whoever was called, or 「電話に出た」 of another, for `team.wake`. */
        post: operations["acknowledgeWake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wakes/{id}/next": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 「出なかった」: the next one in the order at once. */
        post: operations["callNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wakes/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Nobody need be called any longer. */
        post: operations["endWake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["myAsks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asks/{asked}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        get: operations["readMyAsk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asks/{asked}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["answerAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asks/{asked}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["handInFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description For an outsider, what they are engaged for now. */
        get: operations["myEngagements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements/{engagement}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        /** @description The parts of the incident it names, and nothing else of it. */
        get: operations["readMyEngagement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements/{engagement}/files/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        get: operations["readEngagedFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements/{engagement}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 回答. Words for the team; they stand in the record. */
        post: operations["writeEngagedNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engagements/{engagement}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["handInEngagedFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listApprovals"];
        put?: never;
        /** @description 起案. */
        post: operations["propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get: operations["readApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 承認. Needs a renewed session. */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 差戻し. The comment says what is wanted. */
        post: operations["sendBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/oral": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 口頭承認, written down by whoever heard it. Work may go on; whoever gave it confirms it later. Needs a renewed session. */
        post: operations["noteOralApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 事後確認 by whoever approved by word of mouth; where they no longer can (another holds the post, they are away or shut out), by whoever holds the role now. Needs a renewed session. */
        post: operations["confirmApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["withdrawProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Server-sent events. `id` is a sealed cursor: send it back as `Last-Event-ID` and nothing is missed. `event: change`,
         *     `data: {"stream":"incident","id":"…","rev":12}`.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 非常用アカウント. Whether it is sealed, and whether it was opened since. */
        get: operations["readBreakGlass"];
        put?: never;
        /** @description A new password in two halves, in this answer only, for two sheets in two envelopes. What was before opens nothing any longer. Needs a renewed session. */
        post: operations["sealBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 委託先台帳・システム台帳. */
        get: operations["readRegistry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/contractors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addContractor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/contractors/{contractor}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        get?: never;
        put: operations["changeContractor"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/contractors/{contractor}/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The contacts were found right today. */
        post: operations["checkContractor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/contractors/{contractor}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 消去証明. */
        post: operations["proveErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/contractors/{contractor}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["endContractor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["addSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/systems/{system}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                system: components["parameters"]["system"];
            };
            cookie?: never;
        };
        get?: never;
        put: operations["changeSystem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/systems/{system}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                system: components["parameters"]["system"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["endSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Newest first. */
        get: operations["listAlerts"];
        put?: never;
        /**
         * @description A machine says what a rule or a monitor matched. The source's own number (`reference`) makes a repetition harmless, so no
         *     Idempotency-Key is asked for: 200 and `known` when it was said before. Signals of one rule and host gather in one alert until
         *     an hour of silence; storms over many hosts or rules gather wider. From `high` on an alert becomes a report by itself.
         */
        post: operations["raiseAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description With the newest of its events as they came. */
        get: operations["readAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes it (a report is made of it), adds it to a report, or puts it away with a reason. Once. */
        post: operations["judgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description Alerts the report was made of or that were added to it, oldest first; their counts go on. */
        get: operations["listAlertsOfReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 見張り: how everything stands that the operator named in monitors.yaml, in its order, with the last looks. */
        get: operations["listMonitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitors/{monitor}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        /** @description One of them, with more looks; of a page also what changed in it, as text. */
        get: operations["readMonitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitors/{monitor}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description It is looked at now, not when it is its turn. What was seen comes as an event. */
        post: operations["checkMonitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitors/{monitor}/baseline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The page as it was seen last is right; later ones are held against it. 409 when it has changed again meanwhile. */
        post: operations["acceptMonitorPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a hook in alerts.yaml. */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description A webhook of a program the operator named (docs/operate/alerts.md), believed by its signature: Standard Webhooks, or
         *     X-Hub-Signature-256. A wrong name and a wrong signature get the same 401.
         */
        post: operations["receiveHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description As TheHive takes an alert (v0), for recipes written for it. Said again, it is the same alert. */
        post: operations["theHiveCreateAlertV0"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alert/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description As TheHive gives an alert. */
        get: operations["theHiveReadAlertV0"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description status or stage judges it (Ignored, Closed, FalsePositive, Duplicated: put away; Imported, InProgress: taken). What was said is not changed. */
        patch: operations["theHiveChangeAlertV0"];
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What clients of TheHive ask first. The version is the oldest whose alerts look like these. */
        get: operations["theHiveStatusV0"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whose token it is. */
        get: operations["theHiveUserV0"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description As TheHive takes an alert (v1), for recipes written for it. Said again, it is the same alert. */
        post: operations["theHiveCreateAlertV1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** @description As TheHive gives an alert. */
        get: operations["theHiveReadAlertV1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description status or stage judges it (Ignored, Closed, FalsePositive, Duplicated: put away; Imported, InProgress: taken). What was said is not changed. */
        patch: operations["theHiveChangeAlertV1"];
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What clients of TheHive ask first. The version is the oldest whose alerts look like these. */
        get: operations["theHiveStatusV1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whose token it is. */
        get: operations["theHiveUserV1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 周知・公表: where and when the point of contact was made known, and what of it no longer says what the charter says. */
        get: operations["readContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact/poster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The poster, one page of A4 as PDF, in Japanese. With a QR code of the form when the operator named the public address. */
        get: operations["drawPoster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact/publications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The point of contact was made known somewhere. It counts for the version of the charter that was in force on that day. */
        post: operations["publishContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact/publications/{publication}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                publication: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Taken down, or written down by mistake. */
        post: operations["endPublication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 注意喚起: what has to be checked, what is done, and how the feeds are. The lines that ask nobody have a route of their own. */
        get: operations["readAdvisories"];
        put?: never;
        /** @description An advisory typed in by hand, from a mail of J-LIS for instance. It is held against the register as every other. */
        post: operations["typeAdvisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the feeds said that asks nobody, the newest first. */
        get: operations["listAdvisoryItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/chosen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Somebody wants one of those lines to be checked. */
        post: operations["chooseAdvisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A feed, KEV or a CSAF document that was carried in by hand, at most 24 MB. What it is, is seen by what is in it. */
        post: operations["takeAdvisoryFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/polls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description The feeds are looked at now, not when it is their turn. */
        post: operations["pollAdvisories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/gaps/{gap}/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                gap: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Somebody looked at the source itself for what the feed may have lost. */
        post: operations["checkAdvisoryGap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/{advisory}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Who checks it, and by when. */
        post: operations["assignAdvisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/{advisory}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description 該当あり (which systems), 該当なし (how that was found), 調査中. */
        post: operations["answerAdvisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/{advisory}/put-away": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A match that is none, with its reason. The last one is the answer 該当なし. */
        post: operations["putAwayAdvisoryMatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/advisories/{advisory}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description What is affected becomes a report in the inbox. Needs report.record as well. */
        post: operations["reportAdvisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 閲覧の記録, for the head and the auditor. A line a day for each person and thing, newest first; only of what the reader may know of. Telephones in 連絡網 and 台帳 are such things. */
        get: operations["listLooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readClock"];
        put?: never;
        /** @description Only in a store whose clock is simulated (drills, replays, tests); forwards only. Fires what falls due on the way. */
        post: operations["setClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable; names the message. */
            code: string;
            /** @description JSON pointer of what is wrong in the request. */
            field?: string;
            /** @description With 412: the newest state. */
            current?: {
                [key: string]: unknown;
            };
            /** @description detail again, for clients of TheHive. */
            message?: string;
        };
        Health: {
            ok: boolean;
        };
        /** @enum {string} */
        Answer: "yes" | "no" | "unknown";
        /**
         * @description 重大, 高, 中, 低
         * @enum {string}
         */
        Priority: "P1" | "P2" | "P3" | "P4";
        /** @enum {string} */
        Precision: "minute" | "hour" | "day" | "unknown";
        PersonRef: {
            /** Format: uuid */
            id: string | null;
            /** @description 消去済み when the mapping was erased. */
            name: string;
            /** @description The post the act was done in. */
            post?: string;
            /** @description 代行. */
            acting_for?: string;
        };
        SignIn: {
            name: string;
            password: string;
            /** @description これは自分の端末 */
            own_device?: boolean;
        };
        Renewal: {
            password: string;
            /** @description Of the app or a recovery code; needed where a second factor is enrolled. */
            code?: string;
        };
        SecondStep: {
            ticket: string;
            /** Format: date-time */
            ends_at: string;
        };
        SecondFactorInput: {
            /** @description Of the first step; left out by whoever came from the sign-in service and has it in a cookie. */
            ticket?: string;
            /** @description Six digits (full width is read as well), or a recovery code. */
            code: string;
        };
        CodeInput: {
            code: string;
        };
        PasswordChange: {
            /** @description Left out by whoever came by an initial password (asks_old_password). */
            old_password?: string;
            new_password: string;
        };
        SecondFactorOffer: {
            /** @description Base32, to be typed where no camera is at hand. */
            key: string;
            /** @description otpauth://totp/… */
            uri: string;
            /** @description The URI as a QR code: rows of 1 (dark) and 0, without the quiet zone. */
            qr: string[];
        };
        RecoveryCodes: {
            recovery_codes: string[];
        };
        AccountInput: {
            sign_in_name: string;
        };
        GivenAccount: {
            sign_in_name: string;
            /** @description Shown once; not when the request was sent again. */
            initial_password?: string;
        };
        InitialPassword: {
            /** @description Shown once. Good for one sign-in within a week, which leads to a password of their own. */
            initial_password: string;
        };
        Ways: {
            /** @description The organisation's directory is set up. */
            directory: boolean;
            /** @description The sign-in service, as the staff know it. Left out where there is none. */
            provider?: {
                label_ja: string;
                label_en: string;
            };
        };
        AccountLink: {
            /** @enum {string} */
            source: "directory" | "oidc";
            /** @description The name in the directory, or the sub. */
            subject: string;
        };
        Account: {
            sign_in_name: string;
            /**
             * @description Who answers for the person; local is a password of our own.
             * @enum {string}
             */
            source: "local" | "directory" | "oidc";
            /** @description The name over there; empty when local. */
            subject: string;
            /** @description 15 alone, 8 beside a second factor. */
            password_length_min: number;
            must_change_password: boolean;
            /** @description False for whoever came by an initial password: signing in spent it. */
            asks_old_password: boolean;
            /** @description Shut by a hundred failures in a row; an initial password opens it. */
            locked: boolean;
            /** @description The break-glass account: nothing here is changed, by itself or by an administrator; it is sealed anew. */
            sealed: boolean;
            second_factor: {
                /** Format: date-time */
                enrolled_at: string | null;
                /** @description By a role the person holds today. */
                required: boolean;
                recovery_codes_left: number;
            };
            /** @description The one used last first. */
            sessions: components["schemas"]["Seat"][];
        };
        Seat: {
            id: string;
            /** @enum {string} */
            kind: "session" | "token";
            /** @description Browser and system, coarse, or the token's label; may be empty. */
            name: string;
            /** Format: date-time */
            made_at: string;
            /**
             * Format: date-time
             * @description Null: a token never used.
             */
            seen_at: string | null;
            /** Format: date-time */
            ends_at: string | null;
            own_device: boolean;
            /** @description A second factor was given in it. */
            second_factor: boolean;
            /** @description Of a token that was cut to some actions: what they are, in words. */
            actions?: string[];
            /** @description This one. */
            current: boolean;
        };
        Session: {
            person: {
                /** Format: uuid */
                id: string;
                name: string;
                posts: {
                    name: string;
                    role: string;
                    role_name: string;
                    /** @description 代行 */
                    acting_for?: string;
                }[];
            };
            organisation: {
                name: string;
                team_name: string;
                /** @description 【架空】 stands on everything. */
                fictional: boolean;
                simulated: boolean;
                public_url: string;
            };
            /** @description The actions of the policy table. */
            may: string[];
            /** @description What must be done first, in this order; until then every action is refused. */
            owes: ("change_password" | "enrol_second_factor")[];
            /**
             * @description Who answers for the person. oidc: a renewal goes by /api/v1/session/oidc?again=1.
             * @enum {string}
             */
            source: "local" | "directory" | "oidc";
            /** @description One is enrolled; a renewal asks for it. */
            second_factor: boolean;
            /** @description The password (and the second factor) was asked again within the last ten minutes. */
            renewed: boolean;
            own_device?: boolean;
            /**
             * Format: date-time
             * @description 非常用アカウント is in use; for the team.
             */
            break_glass_opened_at?: string;
        };
        /** @description ①いつ. As it was said, and as far as it could be read. */
        When: {
            text: string;
            /** Format: date-time */
            at?: string | null;
            precision: components["schemas"]["Precision"];
            /** @description 頃 */
            approximate: boolean;
        };
        /** @description ④ a person outside. Kept apart, erasable. */
        Contact: {
            name?: string;
            reading?: string;
            affiliation?: string;
            phone?: string;
            extension?: string;
            mail?: string;
            call_back?: boolean;
        };
        /** @enum {string} */
        Channel: "web_form" | "phone" | "counter" | "mail" | "internal" | "monitoring" | "contractor" | "authority" | "other";
        /** @enum {string} */
        ReporterClass: "staff" | "contractor" | "resident" | "other_body" | "government" | "police" | "expert" | "press" | "system" | "unknown";
        ReportInput: {
            channel: components["schemas"]["Channel"];
            reporter_class?: components["schemas"]["ReporterClass"];
            /**
             * Format: date-time
             * @description When it was taken; absent means now. Never in the future.
             */
            received_at?: string;
            when?: string;
            where?: string;
            /** @description 何が */
            what: string;
            /** @description どのように */
            how?: string;
            finder?: components["schemas"]["Contact"];
            reporter?: components["schemas"]["Contact"];
            reporter_is_finder?: boolean;
            continuing?: components["schemas"]["Answer"];
            systems?: string;
            operations_done?: ("powered_off" | "unplugged" | "restarted" | "deleted" | "forwarded" | "none" | "other")[];
            personal_data?: components["schemas"]["Answer"];
            /** @description What the receiver asked them to do. */
            instructions?: string;
            /** @description It is a notice from above or beside. */
            notice?: components["schemas"]["NoticeInput"];
            told_others?: string;
        };
        ReportAddition: {
            note?: string;
            when?: string;
            where?: string;
            what?: string;
            how?: string;
            finder?: components["schemas"]["Contact"];
            reporter?: components["schemas"]["Contact"];
            instructions?: string;
        };
        /** @enum {string} */
        ReportState: "undecided" | "waiting" | "declared" | "joined" | "not_incident" | "watch" | "transferred" | "spam" | "provider" | "duplicate";
        ReportRow: {
            /** Format: uuid */
            id: string;
            /** @description 受付番号 R8-U-0231 */
            number: string;
            state: components["schemas"]["ReportState"];
            channel: components["schemas"]["Channel"];
            reporter_class: components["schemas"]["ReporterClass"];
            /** Format: date-time */
            received_at: string;
            in_hours: boolean;
            summary: string;
            has_contact: boolean;
            /** @description 消去済み: what was written is gone for good. */
            erased?: boolean;
            /**
             * Format: date-time
             * @description Undecided again (要再確認): the time to look at it again came.
             */
            look_again_since?: string;
            /**
             * Format: date-time
             * @description Something was asked (追加で聞く) and is to be answered by then.
             */
            answer_due_at?: string;
            /**
             * Format: date-time
             * @description It was not; the report is undecided again.
             */
            answer_overdue_since?: string;
            owes_reply?: boolean;
            notice?: components["schemas"]["NoticeRow"];
            incident?: components["schemas"]["IncidentRef"];
        };
        ReportList: {
            items: components["schemas"]["ReportRow"][];
            counts: {
                undecided: number;
                waiting: number;
            };
            next?: string;
        };
        AlertInput: {
            source: string;
            /** @description The source's own number; what was said under it once is not said again. */
            reference?: string;
            rule?: string;
            title: string;
            description?: string;
            /** @enum {string} */
            severity?: "info" | "low" | "medium" | "high" | "critical";
            host?: string;
            /** Format: date-time */
            at?: string;
            tags?: string[];
            observables?: string[];
            /** @description The event as it came; 48 KB. */
            raw?: string;
        };
        AlertTaken: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "new" | "taken" | "joined" | "dismissed";
            count: number;
            known: boolean;
        };
        HookTaken: {
            /** Format: uuid */
            id: string;
            known: boolean;
        };
        AlertRow: {
            /** Format: uuid */
            id: string;
            source: string;
            rule?: string;
            title: string;
            host?: string;
            /**
             * @description What it gathers: one rule on one machine, one rule on many, many rules of one source.
             * @enum {string}
             */
            scope: "host" | "rule" | "source";
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            state: "new" | "taken" | "joined" | "dismissed";
            count: number;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            report?: components["schemas"]["ReportRef"];
        };
        AlertList: {
            items: components["schemas"]["AlertRow"][];
            counts: {
                new: number;
            };
            next?: string;
        };
        AlertsOfReport: {
            items: components["schemas"]["AlertRow"][];
        };
        Alert: {
            /** Format: uuid */
            id: string;
            rev: number;
            source: string;
            reference?: string;
            rule?: string;
            title: string;
            description: string;
            host?: string;
            /** @enum {string} */
            scope: "host" | "rule" | "source";
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            /** @enum {string} */
            state: "new" | "taken" | "joined" | "dismissed";
            count: number;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            /** Format: date-time */
            raised_at: string;
            tags: string[];
            /** @description Defanged, as in the description. */
            observables: string[];
            report?: components["schemas"]["ReportRef"];
            reason?: string;
            /** Format: date-time */
            judged_at?: string;
            judged_by?: components["schemas"]["PersonRef"];
            /** @description The newest twenty that were kept. */
            events: components["schemas"]["AlertEvent"][];
            /** @description How often it was said in each hour of the server's clock; the last 48 in which it was. */
            hours: {
                /** Format: date-time */
                from: string;
                count: number;
            }[];
            may: components["schemas"]["May"][];
        };
        AlertEvent: {
            /** Format: date-time */
            at: string;
            raw: string;
            reference?: string;
            host?: string;
        };
        AlertJudgement: {
            /** @enum {string} */
            outcome: "taken" | "joined" | "dismissed";
            /**
             * Format: uuid
             * @description The report it is added to; with joined only.
             */
            report?: string;
            /** @description Why it is put away; needed with dismissed. */
            reason?: string;
        };
        /** @enum {string} */
        MonitorReason: "none" | "not_resolved" | "not_called" | "no_answer" | "too_large" | "bad_status" | "redirected" | "word_missing" | "word_found" | "expired" | "expires_soon" | "not_trusted" | "other_addresses" | "page_changed" | "page_unreadable";
        MonitorLook: {
            /** Format: date-time */
            at: string;
            reason: components["schemas"]["MonitorReason"];
            took_ms: number;
        };
        MonitorList: {
            items: components["schemas"]["MonitorRow"][];
            /** @description False where the clock is simulated: nobody is called. */
            watching: boolean;
            /** @description What is wrong with monitors.yaml; nothing is looked at until it is put right. */
            trouble?: string;
            may: components["schemas"]["May"][];
        };
        MonitorRow: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "http" | "tcp" | "tls" | "dns" | "page";
            address: string;
            /**
             * @description shaky: a bad answer, not often enough in a row to be an alarm.
             * @enum {string}
             */
            state: "new" | "good" | "shaky" | "down";
            reason: components["schemas"]["MonitorReason"];
            /** @description What the last look says, in the reader's language. */
            sentence: string;
            /**
             * Format: date-time
             * @description It is in this state; with down, since the first bad answer.
             */
            since?: string;
            /** Format: date-time */
            checked_at?: string;
            every_seconds: number;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            /** @description Nobody is told just now (hours of quiet or announced work). */
            quiet: boolean;
            /** @description Of the certificate. */
            days_left?: number;
            /**
             * Format: date-time
             * @description When the page that is right was accepted.
             */
            accepted_at?: string;
            /** @description How far the page was from it, 0 to 100, at the last look. */
            score?: number;
            /** @description The hash of the page as it was seen last. */
            seen?: string;
            /**
             * Format: uuid
             * @description The alert of the fall that lasts.
             */
            alert?: string;
            /** @description Newest first. */
            looks: components["schemas"]["MonitorLook"][];
        };
        Monitor: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "http" | "tcp" | "tls" | "dns" | "page";
            address: string;
            /**
             * @description shaky: a bad answer, not often enough in a row to be an alarm.
             * @enum {string}
             */
            state: "new" | "good" | "shaky" | "down";
            reason: components["schemas"]["MonitorReason"];
            /** @description What the last look says, in the reader's language. */
            sentence: string;
            /**
             * Format: date-time
             * @description It is in this state; with down, since the first bad answer.
             */
            since?: string;
            /** Format: date-time */
            checked_at?: string;
            every_seconds: number;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            /** @description Nobody is told just now (hours of quiet or announced work). */
            quiet: boolean;
            /** @description Of the certificate. */
            days_left?: number;
            /**
             * Format: date-time
             * @description When the page that is right was accepted.
             */
            accepted_at?: string;
            /** @description How far the page was from it, 0 to 100, at the last look. */
            score?: number;
            /** @description The hash of the page as it was seen last. */
            seen?: string;
            /**
             * Format: uuid
             * @description The alert of the fall that lasts.
             */
            alert?: string;
            /** @description Newest first. */
            looks: components["schemas"]["MonitorLook"][];
            difference?: components["schemas"]["MonitorDifference"];
            may: components["schemas"]["May"][];
        };
        /** @description What changed between the page that is right and the page as it was seen last, as text; nothing of it is markup. */
        MonitorDifference: {
            score: number;
            /** @description Most of it is gone. */
            emptied: boolean;
            /** @description Words of those who deface. */
            boasts: string[];
            title_before?: string;
            title_after?: string;
            /** @description Both sides opposite each other; a blank side has nothing there. */
            rows: components["schemas"]["MonitorDifferenceRow"][];
            added: components["schemas"]["MonitorFeature"][];
            removed: components["schemas"]["MonitorFeature"][];
            /** @description The page is longer than what is kept of it. */
            cut: boolean;
        };
        MonitorDifferenceRow: {
            /** @enum {string} */
            kind: "same" | "changed" | "gap";
            before?: string;
            after?: string;
            /** @description Nobody who visits the page sees it. */
            hidden?: boolean;
            /** @description With gap: so many lines that are the same. */
            count?: number;
        };
        MonitorFeature: {
            /** @enum {string} */
            kind: "script" | "code" | "frame" | "form" | "refresh" | "base" | "link";
            /** @description A host, self for the page's own, or a word of veiled code. */
            place: string;
        };
        MonitorBaseline: {
            /** @description The hash of the page one looked at. */
            seen: string;
            /** @description Why it is right. */
            reason: string;
        };
        TheHiveAlertInput: {
            title: string;
            type: string;
            source: string;
            sourceRef: string;
        } & {
            [key: string]: unknown;
        };
        TheHiveAlertChange: {
            status?: string;
            stage?: string;
            summary?: string;
        } & {
            [key: string]: unknown;
        };
        IncidentRef: {
            /** Format: uuid */
            id: string;
            number: string;
            title: string;
        };
        BundlePairs: {
            set_up: boolean;
            /** @description What we are called. */
            name?: string;
            /** @description Of our own card, to be compared on the telephone. */
            check_number?: string;
            pairs: {
                name: string;
                /** @enum {string} */
                direction: "send" | "receive";
                check_number: string;
                files: boolean;
                personal: boolean;
                channels: string[];
                /** @description Number of the last one; 0: none yet. */
                bundle: number;
                last: number;
                /** Format: date-time */
                at?: string;
                sha256?: string;
            }[];
        };
        BundleTaken: {
            pair: string;
            bundle: number;
            /** @description What was not here before. */
            fresh: number;
            known: number;
            reports: number;
            files: number;
            /** @description Files that are named and were not carried. */
            left: number;
            skipped: number;
        };
        LogLine: {
            number: number;
            /** Format: date-time */
            received_at: string;
            /**
             * Format: date-time
             * @description As the machine said; its clock may be wrong.
             */
            said_at?: string;
            /** @enum {string} */
            way: "udp" | "tcp" | "tls" | "unix" | "unix_datagram";
            sender: string;
            host: string;
            app?: string;
            process?: string;
            /** @enum {string} */
            severity?: "emergency" | "alert" | "critical" | "error" | "warning" | "notice" | "info" | "debug";
            /** @enum {string} */
            kind: "text" | "json" | "eve" | "cef" | "leef";
            title?: string;
            rule?: string;
            /** @description Without the head; addresses defanged. */
            text: string;
            /** @description As it came. */
            raw: string;
            marks?: ("cut" | "half" | "miscounted" | "out_of_step" | "broken_text" | "no_priority" | "time_guessed" | "time_unread")[];
        };
        LogPage: {
            items: components["schemas"]["LogLine"][];
            /** @description `before` of the next page; absent: there is no more. */
            next?: number;
            out_of_time?: boolean;
            /** Format: date-time */
            searched_to?: string;
            /** @description Lines taken in so far. */
            total: number;
            /** Format: date-time */
            earliest?: string;
        };
        LogSources: {
            /** @description Whether the operator named any door. */
            listens: boolean;
            doors: {
                /** @enum {string} */
                way: "udp" | "tcp" | "tls" | "unix" | "unix_datagram";
                address: string;
            }[];
            machines: {
                host: string;
                sender: string;
                /** Format: date-time */
                first_at: string;
                /** Format: date-time */
                last_at: string;
                count: number;
                /** @description Quiet for more than twice its longest silence of late, and a quarter of an hour. */
                silent: boolean;
            }[];
            total?: number;
            bytes?: number;
            /** @description Datagrams that found no room since the start. */
            dropped?: number;
            /** @description Of strangers since the start. */
            refused?: number;
            last_refused?: string;
            connections?: number;
            damaged_files?: number;
            /** Format: date-time */
            earliest?: string;
            /** @description Why lines are not written just now. */
            trouble?: string;
        };
        /** @enum {string} */
        FileKind: "photo" | "screen" | "voice" | "fax" | "paper" | "log";
        SplitInput: {
            what: string;
            how?: string;
            where?: string;
            when?: string;
        };
        TalkScript: {
            lines: {
                key: string;
                /**
                 * @description The item it asks for; absent: none.
                 * @enum {string}
                 */
                item?: "when" | "where" | "what" | "who";
                title: string;
                /** @description {team} stands for the name of the team. */
                text: string;
                urgent: boolean;
            }[];
            instructions: {
                key: string;
                text: string;
            }[];
        };
        UpstreamInput: {
            /** @description Whose incident it is; an organisation. */
            from: string;
            their_number?: string;
            note?: string;
        };
        /** @description Named by hand it has `id`, `at`, `by`; from a notice it has `report`. */
        Upstream: {
            /** Format: uuid */
            id?: string;
            from: string;
            their_number?: string;
            note?: string;
            /** Format: date-time */
            at?: string;
            by?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            ended_at?: string;
            ended_why?: string;
            report?: components["schemas"]["ReportRef"];
            acknowledged?: boolean;
            /** Format: date-time */
            reply_due_at?: string;
            /** Format: date-time */
            reply_overdue_since?: string;
        };
        Attachment: {
            /** Format: uuid */
            id: string;
            name: string;
            bytes: number;
            kind?: components["schemas"]["FileKind"];
            /** @description Before 無害化; absent: it is as it came. */
            sha256_before?: string;
            sha256: string;
            /** Format: date-time */
            added_at: string;
            added_by: components["schemas"]["PersonRef"];
        };
        Judgement: {
            outcome: components["schemas"]["Outcome"];
            reason: string;
            transferred_to?: string;
            /** Format: date-time */
            look_again_at?: string;
            /** @description Whoever told us was to be told the outcome. */
            owes_reply?: boolean;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
        };
        /** @enum {string} */
        Outcome: "incident" | "join" | "watch" | "waiting" | "not_incident" | "transferred" | "spam" | "provider" | "duplicate";
        /** @description One step of the chain of forwarding. Organisations, no persons. */
        Hop: {
            from: string;
            to: string;
            /** Format: date-time */
            at?: string;
        };
        NoticeInput: {
            /** @description Whose notice it is. */
            from: string;
            /** @description 相手の整理番号 */
            their_number?: string;
            /**
             * Format: date-time
             * @description 回答期限. When it passes and nobody replied, the report stands among the undecided again.
             */
            reply_due_at?: string;
            /** @description 転送の連鎖, from the first sender to us. */
            chain?: components["schemas"]["Hop"][];
        };
        Notice: {
            from: string;
            their_number?: string;
            /** Format: date-time */
            reply_due_at?: string;
            /** Format: date-time */
            replied_at?: string;
            /** Format: date-time */
            reply_overdue_since?: string;
            chain: components["schemas"]["Hop"][];
            acknowledged: components["schemas"]["Acknowledgement"][];
        };
        Acknowledgement: {
            way: components["schemas"]["Way"];
            /** @description Who took it. */
            to?: string;
            note?: string;
            /**
             * Format: date-time
             * @description 実施時刻
             */
            at: string;
            /**
             * Format: date-time
             * @description 入力時刻
             */
            recorded_at: string;
            by: components["schemas"]["PersonRef"];
        };
        AcknowledgementInput: {
            way: components["schemas"]["Way"];
            to?: string;
            note?: string;
            /**
             * Format: date-time
             * @description When they were told, if not now.
             */
            at?: string;
        };
        NoticeRow: {
            from: string;
            their_number?: string;
            /** Format: date-time */
            reply_due_at?: string;
            /**
             * Format: date-time
             * @description It is undecided again: nobody replied.
             */
            reply_overdue_since?: string;
            acknowledged: boolean;
        };
        /**
         * @description How it was said.
         * @enum {string}
         */
        Way: "mail" | "phone" | "counter" | "other";
        /** @enum {string} */
        ReportItem: "when" | "where" | "what" | "who";
        Reply: {
            way: components["schemas"]["Way"];
            note?: string;
            /**
             * Format: uuid
             * @description The mail that answered.
             */
            letter?: string;
            /**
             * Format: date-time
             * @description 実施時刻
             */
            at: string;
            /**
             * Format: date-time
             * @description 入力時刻
             */
            recorded_at: string;
            by: components["schemas"]["PersonRef"];
        };
        Question: {
            way: components["schemas"]["Way"];
            note?: string;
            /**
             * Format: uuid
             * @description The mail that asked.
             */
            letter?: string;
            items: components["schemas"]["ReportItem"][];
            /** Format: date-time */
            due_at?: string;
            /** @description Nothing was added since, nothing asked anew, and it is not judged for good. */
            open: boolean;
            /** Format: date-time */
            overdue_since?: string;
            /**
             * Format: date-time
             * @description 実施時刻
             */
            at: string;
            /**
             * Format: date-time
             * @description 入力時刻
             */
            recorded_at: string;
            by: components["schemas"]["PersonRef"];
        };
        ReplyInput: {
            /** @enum {string} */
            way: "phone" | "counter" | "other";
            note: string;
            /**
             * Format: date-time
             * @description When it was said, if not now.
             */
            at?: string;
        };
        QuestionInput: {
            /** @enum {string} */
            way: "phone" | "counter" | "other";
            note?: string;
            items?: components["schemas"]["ReportItem"][];
            /**
             * Format: date-time
             * @description When an answer is due; in the future.
             */
            due_at?: string;
            /**
             * Format: date-time
             * @description When it was asked, if not now.
             */
            at?: string;
        };
        Report: {
            /** Format: uuid */
            id: string;
            number: string;
            /** @description Given while the main program was down. */
            provisional_number?: string;
            /** @description 消去済み: what was written is gone for good. */
            erased?: boolean;
            /**
             * Format: date-time
             * @description The time to look at it again came, and nobody judged it anew.
             */
            look_again_since?: string;
            rev: number;
            state: components["schemas"]["ReportState"];
            channel: components["schemas"]["Channel"];
            reporter_class: components["schemas"]["ReporterClass"];
            /** Format: date-time */
            received_at: string;
            received_by?: components["schemas"]["PersonRef"];
            in_hours: boolean;
            when: components["schemas"]["When"];
            where: string;
            what: string;
            how: string;
            finder?: components["schemas"]["Contact"];
            reporter?: components["schemas"]["Contact"];
            reporter_is_finder?: boolean;
            /** @enum {string} */
            personal_state: "absent" | "present" | "erased";
            continuing?: components["schemas"]["Answer"];
            systems?: string;
            operations_done?: string[];
            personal_data?: components["schemas"]["Answer"];
            instructions?: string;
            told_others?: string;
            /** @description Which of the four items are blank. */
            missing: ("when" | "where" | "what" | "who")[];
            attachments: components["schemas"]["Attachment"][];
            additions: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                note: string;
                items: string[];
            }[];
            judgements: components["schemas"]["Judgement"][];
            questions: components["schemas"]["Question"][];
            replies: components["schemas"]["Reply"][];
            notice?: components["schemas"]["Notice"];
            /** @description A judgement said that whoever told us is told, and nobody was since. */
            owes_reply: boolean;
            incident?: components["schemas"]["IncidentRef"];
            /** @description Files that were named in a bundle and not carried, and not attached since. */
            left_behind?: {
                name: string;
                bytes: number;
                sha256: string;
            }[];
            /** @description The report it was split off. */
            split_from?: components["schemas"]["ReportRef"];
            /** @description Reports that were split off; absent when there is none. */
            split_into?: components["schemas"]["ReportRef"][];
            /** @description The report of the same matter; with the state duplicate. */
            same_as?: components["schemas"]["ReportRef"];
            /** @description Reports that tell of the same matter; absent when there is none. */
            duplicates?: components["schemas"]["ReportRef"][];
            may: components["schemas"]["May"][];
        };
        Inspection: {
            /** @description By its content, such as PDF; absent when it could not be read. */
            kind?: string;
            /** @description An archive in which a file needs a password. */
            encrypted?: boolean;
            /** @description Whether a preview can be asked for. */
            picture?: boolean;
            /** @description Why it could not be read. */
            unread?: string;
            warnings: string[];
            /** @description What the scanner said in the reader's language. */
            scan: string;
            /** @description Absent when nothing was scanned. */
            detected?: boolean;
            archive?: components["schemas"]["Archive"];
            /** @description Why an archive could not be listed. */
            unlisted?: string;
            rules?: components["schemas"]["RuleMatches"];
        };
        /** @enum {string} */
        DetectionLevel: "informational" | "low" | "medium" | "high" | "critical";
        Detection: {
            /** @description False where detection.yaml switches detection off, or no process could be started for the rules. */
            set_up: boolean;
            rules: number;
            correlations: number;
            /** Format: date-time */
            loaded_at?: string;
            alert_level?: components["schemas"]["DetectionLevel"];
            hunt_level?: components["schemas"]["DetectionLevel"];
            /** @description What of the lines that come in is looked at. */
            watches?: ("text" | "json")[];
            unusable_count: number;
            /** @description The first thousand. */
            unusable: {
                file: string;
                title?: string;
                /** @description File and line. */
                where?: string;
                why: string;
            }[];
            /** @description Why newer rules are not in force. */
            trouble?: string;
        };
        DetectionRulePage: {
            items: components["schemas"]["DetectionRule"][];
            /** @description Of those asked for, on all pages. */
            total: number;
            /** @description Absent on the last page. */
            next?: number;
        };
        DetectionRule: {
            id?: string;
            /** @description In the reader's language where the rule says it. */
            title: string;
            description?: string;
            level: components["schemas"]["DetectionLevel"];
            /** @description It counts what others find. */
            correlation: boolean;
            author?: string;
            license?: string;
            status?: string;
            tags: string[];
        };
        HuntList: {
            items: components["schemas"]["Hunt"][];
            /** @description Whether there are detection rules. */
            set_up: boolean;
        };
        Hunt: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            attachment: string;
            /** Format: date-time */
            at: string;
            /** @description Of the file; empty when erased. */
            name: string;
            rules_used: number;
            rules_matched: number;
            /** @description That could be read. */
            events: number;
            unreadable: number;
            /** @description Of all rules, those that are not kept among them. */
            matches: number;
            /** @description What was read, members of archives each; those with troubles first. */
            files: {
                name: string;
                format: string;
                events: number;
                unreadable: number;
                troubles: string[];
            }[];
            /** @description The gravest first. */
            found: components["schemas"]["HuntRule"][];
        };
        HuntRule: {
            id?: string;
            title: string;
            author?: string;
            license?: string;
            level: components["schemas"]["DetectionLevel"];
            count: number;
            /** Format: date-time */
            first_at?: string;
            /** Format: date-time */
            last_at?: string;
            /** @description At most twenty; none when erased. */
            matches: components["schemas"]["HuntMatch"][];
        };
        HuntMatch: {
            /** @description Its place in the list. */
            rule: number;
            file: string;
            record: number;
            /**
             * Format: date-time
             * @description When the event says that it happened.
             */
            at?: string;
            computer?: string;
            channel?: string;
            event_id?: number;
            /** @description Of a correlation. */
            events?: number;
            recovered?: boolean;
            /** @description Because of which the rule fits. */
            fields: {
                name: string;
                text: string;
            }[];
        };
        /** @description What the operator's YARA rules say; absent where there are none. */
        RuleMatches: {
            /** @description The same in a sentence, or why it could not be checked. Nothing found does not mean safe. */
            scan: string;
            matches: {
                rule: string;
                tags: string[];
                description?: string;
                author?: string;
            }[];
        };
        /** @description What is in it. Everything was unpacked to be counted, and nothing was kept; archives inside were not opened. */
        Archive: {
            /** @description Of the files and folders that were seen, shown or not. */
            count: number;
            /** @description Unpacked, as far as it was read. */
            bytes: number;
            /** @description Of those shown the ones with a warning. */
            warned: number;
            /** @description Why the list is not all there is. */
            notes: string[];
            /** @description The first 1,000, and behind those up to 100 with a warning. */
            entries: components["schemas"]["ArchiveEntry"][];
        };
        ArchiveEntry: {
            /** @description Defanged; what turns, hides or controls is written out. Empty: it has none. */
            name: string;
            bytes: number;
            /** Format: date-time */
            at?: string;
            folder?: boolean;
            encrypted?: boolean;
            warnings: string[];
        };
        ReportRef: {
            /** Format: uuid */
            id: string;
            number: string;
        };
        /** @description Whether an act is open to the reader now, and if not, why. */
        May: {
            action: string;
            allowed: boolean;
            reason?: string;
        };
        CategoryChoice: {
            /** @description A category of 別表第２. */
            code: string;
            subtype?: string;
            main: boolean;
            /** @description 疑い */
            suspected?: boolean;
        };
        TriageAnswers: {
            residents: components["schemas"]["Answer"];
            stopped: components["schemas"]["Answer"];
            spreading: components["schemas"]["Answer"];
        };
        JudgementInput: {
            outcome: components["schemas"]["Outcome"];
            /** @description Needed for everything but incident, join, duplicate and spam. */
            reason?: string;
            /** @description For incident. */
            title?: string;
            categories?: components["schemas"]["CategoryChoice"][];
            answers?: components["schemas"]["TriageAnswers"];
            priority?: components["schemas"]["Priority"];
            /** @description Needed when the priority is not the proposed one. */
            priority_reason?: string;
            /**
             * Format: uuid
             * @description For join.
             */
            incident?: string;
            /**
             * Format: uuid
             * @description For duplicate: the report that tells of the same matter. What is decided there holds here; it goes into the same incident.
             */
            report?: string;
            transferred_to?: string;
            /** @description For incident: 閲覧の制限 from the start. */
            circle?: components["schemas"]["CircleInput"];
            /**
             * Format: date-time
             * @description For watch, waiting and provider (there it is needed), in the future. At this time the report is among the undecided again.
             */
            look_again_at?: string;
            /** @description For not_incident, transferred and duplicate: whoever told us is to be told. Until then the report is among those waited for. */
            owes_reply?: boolean;
        };
        /** @description 閲覧の制限. Replaces what was; whoever sends it stays inside unless they are among the excluded. */
        CircleInput: {
            /** @description Only those named know that it exists. */
            restricted: boolean;
            named?: string[];
            /** @description Know nothing of it, whatever their post. */
            excluded?: string[];
            reason: string;
        };
        Circle: {
            restricted: boolean;
            named: components["schemas"]["PersonRef"][];
            excluded: components["schemas"]["PersonRef"][];
            reason: string;
            /** @description Who follows in a post of somebody named (人事異動), today or on a day that is set; to be let in, or not. */
            successors: {
                person: components["schemas"]["PersonRef"];
                post: string;
                before: components["schemas"]["PersonRef"];
                /** Format: date */
                from: string;
            }[];
        };
        RetriageInput: {
            title?: string;
            categories?: components["schemas"]["CategoryChoice"][];
            answers?: components["schemas"]["TriageAnswers"];
            priority?: components["schemas"]["Priority"];
            /** @description Needed when the priority is not the proposed one. */
            priority_reason?: string;
            /** @description Why it is corrected; the timeline tells it. */
            reason?: string;
        };
        Proposal: {
            priority: components["schemas"]["Priority"];
            name: string;
            reason: string;
            /** @description 目安, ours and not the law's. */
            targets: string[];
        };
        CountInput: {
            state: components["schemas"]["FactState"];
            value?: number;
            /** @description 概数 */
            estimate?: boolean;
        };
        MisdeliveryInput: {
            /**
             * @description 誤送信, 誤送付, ファクス, 誤交付, 紛失, 誤公開
             * @enum {string}
             */
            kind: "mail" | "post" | "fax" | "hand" | "loss" | "publication";
            what: string;
            department?: string;
            /** @description As it was said. */
            happened?: string;
            /**
             * Format: date-time
             * @description 知った日時
             */
            noticed_at: string;
            noticed_by?: string;
            recipients: components["schemas"]["CountInput"];
            persons: components["schemas"]["CountInput"];
            items: components["schemas"]["CountInput"];
            data_kinds?: ("name" | "address" | "birth" | "phone" | "mail" | "sensitive" | "my_number" | "account" | "tax" | "welfare" | "other")[];
            deletion?: components["schemas"]["Request"];
            recovery?: components["schemas"]["Request"];
            apology?: components["schemas"]["Request"];
            measures?: string;
        };
        /**
         * @description 依頼の状態
         * @enum {string}
         */
        Request: "not_yet" | "asked" | "done" | "impossible" | "not_applicable";
        /**
         * @description 値あり, 調査中, 不明, 該当なし
         * @enum {string}
         */
        FactState: "known" | "investigating" | "unknown" | "not_applicable";
        Fact: {
            key: string;
            label: string;
            /** @enum {string} */
            type: "text" | "number" | "choice" | "time";
            choices?: {
                code: string;
                label: string;
            }[];
            state: components["schemas"]["FactState"];
            /** @description Numbers as digits, times as RFC 3339. */
            value?: string;
            /** @description For a person: 1,284人（概数・実人数）. */
            shown?: string;
            /** @description 概数 (absent or false means 確定) */
            estimate?: boolean;
            /** @description 延べ (absent or false means 実) */
            cumulative?: boolean;
            source?: string;
            /** Format: date-time */
            as_of?: string;
            /** Format: date-time */
            recorded_at?: string;
            by?: components["schemas"]["PersonRef"];
            history_count: number;
        };
        FactInput: {
            state: components["schemas"]["FactState"];
            value?: string;
            estimate?: boolean;
            cumulative?: boolean;
            source?: string;
            /** Format: date-time */
            as_of?: string;
        };
        /** @enum {string} */
        Phase: "triaged" | "responding" | "contained" | "eradicated" | "recovering" | "recovered" | "converged" | "closed" | "withdrawn";
        PhaseInput: {
            /** @enum {string} */
            phase: "responding" | "contained" | "eradicated" | "recovering" | "recovered";
            /** @description Needed when a step is left out or taken back. */
            reason?: string;
        };
        /**
         * @description 事実, 判断, 対処, 連絡
         * @enum {string}
         */
        LineKind: "fact" | "decision" | "action" | "contact";
        LineInput: {
            kind: components["schemas"]["LineKind"];
            text: string;
            /**
             * Format: date-time
             * @description 起きた時刻; absent means now.
             */
            occurred_at?: string;
            precision?: components["schemas"]["Precision"];
            /**
             * Format: uuid
             * @description The line this one puts right.
             */
            corrects?: string;
            attachments?: string[];
            /** @description The key of a clock this contact settles. */
            fulfils?: string;
        };
        Line: {
            /** Format: uuid */
            id: string;
            /**
             * @description system: the program's own account of an act (宣言, 優先順位の変更 …).
             * @enum {string}
             */
            kind: "fact" | "decision" | "action" | "contact" | "system";
            /** @description 消去済み when erased. */
            text: string;
            erased?: boolean;
            /** Format: date-time */
            occurred_at: string;
            precision: components["schemas"]["Precision"];
            /** Format: date-time */
            recorded_at: string;
            by: components["schemas"]["PersonRef"];
            /** @description The number of its entry in the journal. */
            seq: number;
            /** Format: uuid */
            corrects?: string;
            /** Format: uuid */
            corrected_by?: string;
            fulfils?: string;
            attachments?: components["schemas"]["Attachment"][];
        };
        Timeline: {
            items: components["schemas"]["Line"][];
            next?: string;
        };
        TaskInput: {
            title: string;
            why?: string;
            /** Format: uuid */
            assignee?: string;
            /** Format: date-time */
            due_at?: string;
        };
        TaskChange: {
            /** @enum {string} */
            state?: "open" | "done" | "skipped";
            /** @description What came of it; needed when it is skipped (行わない理由). */
            result?: string;
            /** Format: uuid */
            assignee?: string;
            /** Format: date-time */
            due_at?: string;
        };
        Task: {
            /** Format: uuid */
            id: string;
            title: string;
            why?: string;
            /** @enum {string} */
            state: "open" | "done" | "skipped";
            assignee?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            due_at?: string;
            result?: string;
            /** Format: date-time */
            added_at: string;
            /** Format: date-time */
            ended_at?: string;
        };
        DecisionInput: {
            question: string;
            options: string[];
            /** @description Which option the team proposes. */
            proposal?: number;
            /** Format: date-time */
            wanted_by?: string;
        };
        DecisionAnswer: {
            choice: number;
            reason?: string;
        };
        Decision: {
            /** Format: uuid */
            id: string;
            question: string;
            options: string[];
            proposal?: number;
            /** Format: date-time */
            wanted_by?: string;
            /** Format: date-time */
            asked_at: string;
            asked_by: components["schemas"]["PersonRef"];
            /** @enum {string} */
            state: "asked" | "made";
            choice?: number;
            reason?: string;
            /** Format: date-time */
            made_at?: string;
            made_by?: components["schemas"]["PersonRef"];
        };
        ReportErasure: {
            /**
             * @description people: names and contacts of outsiders; content: everything said, with them and the files.
             * @enum {string}
             */
            what: "people" | "content";
            /** @description The legal ground. It stays in the journal for good, so it names nobody. */
            ground: string;
        };
        IncidentErasure: {
            /** @description The legal ground. It stays in the journal for good, so it names nobody. */
            ground: string;
        };
        Condition: {
            key: string;
            label: string;
            /** @enum {string} */
            state: "open" | "met" | "not_applicable";
            may_be_not_applicable: boolean;
            /** @description Names of the roles whose agreement this is; absent where who keeps the record may say it. */
            agreed_by?: string[];
            may: components["schemas"]["May"];
            may_oral?: components["schemas"]["May"];
            oral_agreement?: components["schemas"]["OralAgreement"];
            /** @description While 事後確認 of an oral agreement is owed: whoever has the role sets the condition to met once more, also after 収束 and 完了. */
            owed?: string;
            note?: string;
            by?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at?: string;
        };
        ConditionInput: {
            /** @enum {string} */
            state: "open" | "met" | "not_applicable";
            note?: string;
            oral_agreement?: components["schemas"]["OralAgreement"];
        };
        /** @description 口頭承認: what somebody in the role of a condition said to whoever writes it down. */
        OralAgreement: {
            /** @description Who agreed: name, post. */
            by: string;
            /** Format: date-time */
            at: string;
            how: string;
        };
        Statement: {
            statement: string;
        };
        /** @description One obligation of the clock strip. */
        Clock_item: {
            key: string;
            label: string;
            addressee: string;
            /**
             * @description 期限 (law) or 目安 (ours); never in one style.
             * @enum {string}
             */
            kind: "law" | "target";
            /** @enum {string} */
            state: "running" | "overdue" | "done" | "not_started";
            /**
             * Format: date-time
             * @description What it counts from.
             */
            from_at?: string;
            /** @description 知った日から */
            from_label?: string;
            /** Format: date-time */
            due_at?: string;
            /** Format: date-time */
            done_at?: string;
            /** Format: date */
            span_from?: string;
            /** Format: date */
            span_to?: string;
            /** Format: date */
            due_on?: string;
            /**
             * Format: date
             * @description 暦日, before it rolled over a closed day.
             */
            calendar_day?: string;
            /** @description false: 要確認 */
            verified: boolean;
            source: string;
        };
        RailStep: {
            /** @enum {string} */
            key: "intake" | "triage" | "response" | "reporting" | "after";
            label: string;
            /** @enum {string} */
            state: "done" | "current" | "ahead";
            note: string;
            missing?: string[];
        };
        NextAction: {
            title: string;
            why: string;
            /** @enum {string} */
            kind: "task" | "fact" | "condition" | "phase" | "converge" | "close" | "none";
            /** @description The task's id, the fact's key, the phase … */
            key?: string;
        };
        Category: {
            code: string;
            name: string;
            subtype?: string;
            subtype_name?: string;
            main: boolean;
            suspected: boolean;
            /** @description false: 要綱に文言なし（市の運用） */
            in_charter?: boolean;
        };
        IncidentRow: {
            /** Format: uuid */
            id: string;
            number: string;
            /** @description 消去済み: what was written is gone for good. */
            erased?: boolean;
            title: string;
            priority: components["schemas"]["Priority"];
            phase: components["schemas"]["Phase"];
            categories: components["schemas"]["Category"][];
            department?: string;
            /** Format: date-time */
            declared_at: string;
            /** Format: date-time */
            changed_at: string;
            tasks_open: number;
            waiting_decisions: number;
            next_due?: components["schemas"]["Clock_item"];
        };
        IncidentList: {
            items: components["schemas"]["IncidentRow"][];
            counts: {
                open: number;
                ended: number;
            };
            next?: string;
        };
        Incident: {
            /** Format: uuid */
            id: string;
            /** @description 事案番号 R8-0012 */
            number: string;
            /** @description 消去済み: what was written is gone for good. */
            erased?: boolean;
            /** @description 閲覧の制限; absent when there is none. */
            circle?: components["schemas"]["Circle"];
            rev: number;
            title: string;
            priority: components["schemas"]["Priority"];
            priority_name: string;
            proposed_priority?: components["schemas"]["Priority"];
            priority_reason?: string;
            answers?: components["schemas"]["TriageAnswers"];
            phase: components["schemas"]["Phase"];
            categories: components["schemas"]["Category"][];
            department?: string;
            /** Format: date-time */
            declared_at: string;
            declared_by: components["schemas"]["PersonRef"];
            /**
             * Format: date-time
             * @description When the first report came.
             */
            received_at?: string;
            /** Format: date-time */
            changed_at: string;
            charter_version: string;
            rail: components["schemas"]["RailStep"][];
            clocks: components["schemas"]["Clock_item"][];
            next: components["schemas"]["NextAction"][];
            facts: components["schemas"]["Fact"][];
            tasks: components["schemas"]["Task"][];
            /** @description 相手の件. */
            upstreams?: components["schemas"]["Upstream"][];
            /** @description 支援依頼・支援要請. */
            engagements?: components["schemas"]["Engagement"][];
            /** @description 私へのお願い. */
            asks?: components["schemas"]["AskOfIncident"][];
            decisions: components["schemas"]["Decision"][];
            closure: components["schemas"]["Condition"][];
            /** Format: date-time */
            converged_at?: string;
            /** Format: date-time */
            closed_at?: string;
            /** @description The words of the last 収束宣言 or closing. */
            statement?: string;
            attachments: components["schemas"]["Attachment"][];
            reports: {
                /** Format: uuid */
                id: string;
                number: string;
                /** Format: date-time */
                received_at: string;
                summary: string;
            }[];
            /** @description 体制 */
            people: {
                /** Format: uuid */
                id?: string;
                name: string;
                post: string;
                role: string;
                role_code?: string;
                extension?: string;
            }[];
            may: components["schemas"]["May"][];
        };
        Hits: {
            items: {
                /** @enum {string} */
                kind: "report" | "incident";
                /** Format: uuid */
                id: string;
                number: string;
                title: string;
                /** Format: date-time */
                at: string;
                state: string;
                /** @description What it has in common with the report: addresses, hosts, hashes, telephone numbers, defanged; their number of a notice. Absent where only the words are alike. */
                shared?: string[];
            }[];
        };
        /** @enum {string} */
        SearchPart: "report" | "incident" | "line" | "letter";
        /** @description Part of a text as it was written. The marks are the places of the words, in UTF-16 code units of `text`, in order. */
        Excerpt: {
            text: string;
            marks: {
                from: number;
                to: number;
            }[];
            cut_before?: boolean;
            cut_after?: boolean;
        };
        SearchHit: {
            /** @enum {string} */
            kind: "report" | "incident";
            /** Format: uuid */
            id: string;
            number: components["schemas"]["Excerpt"];
            title: components["schemas"]["Excerpt"];
            /**
             * Format: date-time
             * @description When it was received or declared.
             */
            at: string;
            /** @description A ReportState or a Phase. */
            state: string;
            open: boolean;
            channel?: string;
            incident?: components["schemas"]["IncidentRef"];
            /** @description At most three of its texts with the words. */
            texts: {
                part: components["schemas"]["SearchPart"];
                /** @description Of the entry: `incident.recorded`. */
                type: string;
                label?: string;
                /** Format: date-time */
                at: string;
                excerpt: components["schemas"]["Excerpt"];
            }[];
            /** @description How many more of its texts hold a word. */
            more: number;
        };
        SearchPage: {
            items: components["schemas"]["SearchHit"][];
            /** @description Reports and incidents in all, and in how many of them all words stand in one part; whatever `kind` was asked for. */
            counts: {
                all: number;
                report: number;
                incident: number;
                line: number;
                letter: number;
                /** @description There may be more. */
                at_least: boolean;
            };
            /** @description Older texts were not looked at. */
            cut: boolean;
            next?: string;
        };
        JournalState: {
            size: number;
            origin: string;
            /** @description The newest signed note; empty before the first. */
            checkpoint: string;
            vkey: string;
        };
        JournalEntry: {
            /** @description What the row is called in a list. */
            id: string;
            /** @description Its number; only for whoever may prove the journal, because a gap would tell of what others may not know of. */
            seq?: number;
            /** @description incident.declared/1; hidden for a record one may only count */
            type: string;
            /** @description What the type is called on screen: 宣言 */
            label?: string;
            stream: string;
            /** Format: uuid */
            stream_id?: string;
            rev: number;
            /** Format: date-time */
            recorded_at: string;
            /** Format: date-time */
            occurred_at?: string;
            clock_ran_back?: boolean;
            by: components["schemas"]["PersonRef"];
            summary: string;
            incident?: components["schemas"]["IncidentRef"];
        };
        EntryList: {
            items: components["schemas"]["JournalEntry"][];
            next?: string;
        };
        Proof: {
            seq: number;
            /** @description The leaf's bytes, in hexadecimal. */
            leaf: string;
            leaf_hash: string;
            /** @description Of the tree the checkpoint signs. */
            size: number;
            path: string[];
            root: string;
            checkpoint: string;
            vkey: string;
        };
        Charter: {
            version: string;
            title: string;
            number: string;
            /** Format: date */
            date: string;
            fictional: boolean;
            articles: {
                number: string;
                heading: string;
                text: string;
            }[];
            contact: {
                name: string;
                section: string;
                address: string;
                hours: string;
                phone: string;
                extension: string;
                mail: {
                    network: string;
                    address: string;
                }[];
                items: string[];
            };
            categories: {
                code: string;
                name: string;
                definition: string;
                subtypes: {
                    code: string;
                    name: string;
                    in_charter: boolean;
                }[];
            }[];
            roles: {
                code: string;
                name: string;
                holder: string;
                duty: string;
            }[];
            posts: {
                code: string;
                name: string;
                role: string;
                extension?: string;
            }[];
            /** @description 要綱の空白 */
            blanks: {
                article: string;
                text: string;
                remedy: string;
            }[];
            /** @description Paths that may be changed on screen. */
            editable?: {
                path: string;
                label: string;
                value: string;
                article?: string;
                /** @description Of a list, what stands in it. */
                codes?: string[];
                /** @description What may stand in it. */
                choices?: {
                    code: string;
                    name: string;
                }[];
            }[];
            /** @description 決裁の種類, as the file has them (`approvals`). */
            approvals: {
                code: string;
                name: string;
                /** @description Names of the roles that approve. */
                roles: string[];
                /** @description Whoever proposed it may not approve it. */
                needs_two: boolean;
            }[];
            versions: {
                version: string;
                /** Format: date-time */
                loaded_at: string;
                by: components["schemas"]["PersonRef"];
            }[];
        };
        CharterText: {
            version: string;
            text: string;
        };
        CharterTextInput: {
            text: string;
            note?: string;
        };
        CharterCheck: {
            loadable: boolean;
            problems: {
                /** @description 0: the file as a whole. */
                line: number;
                is_error: boolean;
                text: string;
                remedy: string;
            }[];
        };
        CharterAmendment: {
            /** @description As `editable` gives it: /contact/phone */
            path: string;
            /** @description Of one value. */
            value?: string;
            /** @description Of a list. */
            codes?: string[];
        };
        Person: {
            /** Format: uuid */
            id: string;
            name: string;
            reading?: string;
            sign_in_name?: string;
            ended?: boolean;
            /**
             * @description Who holds no post: let in by an engagement, or the account in two envelopes. Left out for staff.
             * @enum {string}
             */
            kind?: "outsider" | "break_glass";
            absences?: components["schemas"]["Absence"][];
        };
        PersonInput: {
            name: string;
            reading?: string;
            sign_in_name: string;
            password: string;
            /** @description Another person, though one of the staff has this name; refused without it. */
            namesake?: boolean;
        };
        TenureInput: {
            /** @description The post's code in the charter. */
            post: string;
            /** Format: uuid */
            person: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to?: string;
        };
        /** @description Either a person or a post. */
        AskInput: {
            /** Format: uuid */
            person?: string;
            /** @description The post's code. */
            post?: string;
            text: string;
            /** Format: date-time */
            due_at?: string;
        };
        HandedIn: {
            name: string;
            bytes: number;
        };
        BreakGlass: {
            sign_in_name: string;
            /** @description Posts it acts in. */
            posts: string[];
            /** Format: date-time */
            sealed_at?: string;
            /** Format: date-time */
            opened_at?: string;
            /** @description Once. */
            halves?: string[];
        };
        ContractorInput: {
            name: string;
            services?: string;
            /**
             * Format: uuid
             * @description 再委託元.
             */
            works_for?: string;
            /** Format: date */
            contract_until?: string;
            erasure_duty?: string;
            contacts?: components["schemas"]["ContractorContact"][];
        };
        ContractorContact: {
            name: string;
            duty?: string;
            phone?: string;
            mail?: string;
            hours?: string;
        };
        SystemInput: {
            name: string;
            department?: string;
            network?: string;
            /** @description Codes of posts: ＣＳＩＲＴ管理者. */
            managers?: string[];
            /** Format: uuid */
            contractor?: string;
            holds_personal_data?: boolean;
            /** @description What advisories are matched against. */
            software?: components["schemas"]["Software"][];
            note?: string;
        };
        Software: {
            vendor?: string;
            name: string;
            version?: string;
            /** @description 2.2 or 2.3: cpe:/a:vendor:product:version. */
            cpe?: string;
        };
        ErasureProof: {
            /** Format: date */
            erased_on: string;
            proof: string;
        };
        RegistryEnd: {
            reason: string;
        };
        Registry: {
            contractors: components["schemas"]["Contractor"][];
            systems: components["schemas"]["System"][];
            may: components["schemas"]["May"][];
        };
        Contractor: {
            /** Format: uuid */
            id: string;
            /** @description For If-Match of a change. */
            rev: number;
            /** @description Missing once the content was erased. */
            name?: string;
            services?: string;
            /** Format: uuid */
            works_for?: string;
            /** @description 0 works for the organisation, 1 for one that does. */
            tier: number;
            /** Format: date */
            contract_until?: string;
            erasure_duty?: string;
            contacts: components["schemas"]["ContractorContact"][];
            /** Format: date-time */
            checked_at?: string;
            checked_by?: components["schemas"]["PersonRef"];
            /** @description 消去証明 is still open. */
            owes_erasure: boolean;
            /** Format: date */
            erased_on?: string;
            erasure_proof?: string;
            ended: boolean;
        };
        System: {
            /** Format: uuid */
            id: string;
            /** @description For If-Match of a change. */
            rev: number;
            name?: string;
            department?: string;
            network?: string;
            managers: {
                code: string;
                name: string;
            }[];
            /** Format: uuid */
            contractor?: string;
            holds_personal_data: boolean;
            software?: components["schemas"]["Software"][];
            note?: string;
            ended: boolean;
        };
        Advisories: {
            /** @description The earliest due first. */
            to_check: components["schemas"]["Assessment"][];
            /** @description The newest first, at most 100. */
            done: components["schemas"]["Assessment"][];
            done_count: number;
            feeds: components["schemas"]["AdvisoryFeed"][];
            gaps: components["schemas"]["AdvisoryGap"][];
            /** @description What can be affected. */
            systems: components["schemas"]["SystemRef"][];
            /** @description So many systems say nothing that could be matched. */
            systems_without_software: number;
            /** @description False where the clock is simulated: nobody is asked. */
            polls: boolean;
            /** @description What is wrong with advisories.yaml. */
            trouble?: string;
            taken?: components["schemas"]["AdvisoryTaken"];
            may: components["schemas"]["May"][];
        };
        /** @description What came of a file. */
        AdvisoryTaken: {
            name: string;
            total: number;
            fresh: number;
            changed: number;
            opened: number;
            gap: boolean;
            unreadable: number;
        };
        AdvisoryFeed: {
            name: string;
            /** @description By the operator; otherwise it comes by hand, or came. */
            named: boolean;
            every_minutes?: number;
            /** Format: date-time */
            polled_at?: string;
            /** Format: date-time */
            succeeded_at?: string;
            /** Format: date-time */
            failed_since?: string;
            /** @description What was wrong the last time. */
            trouble?: string;
            /** @description Of the last answer. */
            count?: number;
            /** @description So many more there were, by its own word. */
            left_out?: number;
            unreadable?: number;
        };
        AdvisoryGap: {
            /** Format: uuid */
            id: string;
            feed: string;
            /** Format: date-time */
            last_at?: string;
            /** Format: date-time */
            found_at: string;
        };
        SystemRef: {
            /** Format: uuid */
            id: string;
            name?: string;
        };
        AdvisoryProduct: {
            vendor?: string;
            name: string;
            versions?: string;
            cpe?: string;
        };
        Advisory: {
            source: string;
            key?: string;
            title: string;
            link?: string;
            /** Format: date-time */
            published_at?: string;
            /** Format: date-time */
            updated_at?: string;
            cves: string[];
            products: {
                vendor?: string;
                name: string;
                versions?: string;
                cpe?: string;
            }[];
            more_products?: number;
            /** @enum {string} */
            severity?: "critical" | "high" | "medium" | "low";
            cvss?: string;
            exploited?: boolean;
            ransomware?: boolean;
            /**
             * Format: date
             * @description By KEV.
             */
            due_on?: string;
            /** @enum {string} */
            tlp?: "CLEAR" | "GREEN" | "AMBER" | "AMBER+STRICT" | "RED";
            matches?: components["schemas"]["AdvisoryMatch"][];
        };
        AdvisoryItems: {
            items: components["schemas"]["Advisory"][];
            next?: string;
        };
        AdvisoryMatch: {
            system: components["schemas"]["SystemRef"];
            software: components["schemas"]["Software"];
            product?: {
                vendor?: string;
                name: string;
                versions?: string;
                cpe?: string;
            };
            /** @enum {string} */
            how: "cpe" | "product" | "title" | "vendor";
            /** @description What is the same, as the advisory writes it. */
            words: string;
        };
        Assessment: {
            /** Format: uuid */
            id: string;
            /** @description For If-Match. */
            rev: number;
            advisory: components["schemas"]["Advisory"];
            /** @description matched, typed, chosen; empty once erased. */
            opened: string;
            /** Format: date-time */
            opened_at: string;
            matches: components["schemas"]["AdvisoryMatch"][];
            put_away: {
                system: components["schemas"]["SystemRef"];
                reason: string;
            }[];
            post?: {
                code: string;
                name: string;
            };
            /** Format: date-time */
            due_at?: string;
            /** @enum {string} */
            due_from?: "pack" | "kev" | "asked" | "person";
            /** Format: date-time */
            overdue_since?: string;
            /** @enum {string} */
            answer?: "checking" | "affected" | "none";
            systems?: components["schemas"]["SystemRef"][];
            note?: string;
            /** Format: date-time */
            answered_at?: string;
            answered_by?: components["schemas"]["PersonRef"];
            /**
             * Format: date-time
             * @description The source, or the register, says something else since the answer.
             */
            changed_since?: string;
            /** @enum {string} */
            change?: "updated" | "matched";
            from_report?: components["schemas"]["ReportRef"];
            report?: components["schemas"]["ReportRef"];
            needs_check: boolean;
            erased: boolean;
        };
        AdvisoryInput: {
            title: string;
            source: string;
            link?: string;
            /** Format: date-time */
            published_at?: string;
            cves?: string[];
            products?: components["schemas"]["AdvisoryProduct"][];
            /** @enum {string} */
            severity?: "critical" | "high" | "medium" | "low";
            /** @enum {string} */
            tlp?: "CLEAR" | "GREEN" | "AMBER" | "AMBER+STRICT" | "RED";
            /**
             * Format: date-time
             * @description 回答期限 of whoever sent it.
             */
            due_at?: string;
            /**
             * Format: uuid
             * @description The report it came by.
             */
            report?: string;
        };
        AdvisoryChoice: {
            key: string;
        };
        AdvisoryGapCheck: {
            note: string;
        };
        AdvisoryAssignment: {
            post?: string;
            /** Format: date-time */
            due_at?: string;
        };
        AdvisoryAnswer: {
            /** @enum {string} */
            answer: "checking" | "affected" | "none";
            systems?: string[];
            note?: string;
        };
        AdvisoryPutAway: {
            /** Format: uuid */
            system: string;
            reason: string;
        };
        Publicity: {
            /** @description Of the charter in force. */
            version: string;
            /** @description Empty: the operator named none, and the poster has no QR code. */
            public_url: string;
            /** @description The newest day first. */
            publications: components["schemas"]["Publication"][];
            may: components["schemas"]["May"][];
        };
        Publication: {
            /** Format: uuid */
            id: string;
            /** @description poster, page, newsletter, board, notice, meeting or other; empty once the content was erased. */
            kind: string;
            place: string;
            /**
             * Format: date
             * @description 実施日.
             */
            on: string;
            /** @description Of the charter, as it was in force on that day. */
            version: string;
            /** Format: date-time */
            recorded_at: string;
            by: components["schemas"]["PersonRef"];
            /** @description What says something else by now, so that it has to be put up anew. */
            changed: ("name" | "section" | "address" | "hours" | "out_of_hours" | "phone" | "extension" | "mail" | "items")[];
            /** @description A later one of the same kind stands at the same place. */
            replaced: boolean;
            ended: boolean;
            end_reason?: string;
        };
        PublicationInput: {
            /** @enum {string} */
            kind: "poster" | "page" | "newsletter" | "board" | "notice" | "meeting" | "other";
            place: string;
            /**
             * Format: date
             * @description Not a day that has not come.
             */
            on: string;
        };
        PublicationEnd: {
            reason: string;
        };
        LookList: {
            items: components["schemas"]["Look"][];
            next?: string;
        };
        Look: {
            person: components["schemas"]["PersonRef"];
            thing: {
                /**
                 * @description roster and registry: everybody's telephones in 連絡網 or 台帳; person: somebody's own contacts.
                 * @enum {string}
                 */
                kind: "incident" | "report" | "roster" | "registry" | "person";
                /** Format: uuid */
                id: string;
                number?: string;
                /** @description Of an incident; of a person, the name. */
                title?: string;
            };
            /**
             * @description The thing itself; a file of it.
             * @enum {string}
             */
            way: "read" | "file";
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            count: number;
        };
        /**
         * @description 支援依頼, 支援要請, その他
         * @enum {string}
         */
        EngagementKind: "contractor" | "expert" | "other";
        /** @enum {string} */
        IncidentPart: "summary" | "facts" | "record" | "tasks" | "files";
        /** @enum {string} */
        Tlp: "red" | "amber+strict" | "amber" | "green" | "clear";
        EngagementInput: {
            kind: components["schemas"]["EngagementKind"];
            /** @description Whom; a company or an authority. */
            body: string;
            purpose: string;
            parts: components["schemas"]["IncidentPart"][];
            /** @description False: things are handed over, nobody signs in. */
            signs_in: boolean;
            /**
             * Format: date-time
             * @description Within a year.
             */
            until: string;
        };
        NewOutsider: {
            name: string;
            reading?: string;
            sign_in_name: string;
        };
        Admitted: {
            person: components["schemas"]["PersonRef"];
            sign_in_name: string;
            /** @description Shown once; not when the request was sent again. */
            initial_password?: string;
        };
        ExchangeInput: {
            /** @description True: handed over; false: received. */
            given: boolean;
            how?: string;
            text: string;
            tlp?: components["schemas"]["Tlp"];
            /** Format: date-time */
            at?: string;
        };
        Exchange: {
            given: boolean;
            how?: string;
            text: string;
            tlp?: components["schemas"]["Tlp"];
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
        };
        NamedPart: {
            code: components["schemas"]["IncidentPart"];
            name: string;
        };
        Engagement: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["EngagementKind"];
            kind_name: string;
            body: string;
            purpose: string;
            parts: components["schemas"]["NamedPart"][];
            signs_in: boolean;
            /** Format: date-time */
            until: string;
            /** @enum {string} */
            state: "proposed" | "issued" | "declined" | "ended";
            /** Format: uuid */
            approval: string;
            proposed_by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            proposed_at: string;
            issued_by?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            issued_at?: string;
            /** @description Issued on word of mouth. */
            oral?: boolean;
            /** Format: date-time */
            ended_at?: string;
            ended_by?: components["schemas"]["PersonRef"];
            reason?: string;
            people: components["schemas"]["PersonRef"][];
            exchanges: components["schemas"]["Exchange"][];
        };
        EngagedFile: {
            /** Format: uuid */
            id: string;
            name: string;
            bytes: number;
            /** Format: date-time */
            added_at?: string;
            /** @description Handed in by the reader's own side. */
            ours?: boolean;
        };
        MyEngagement: {
            /** Format: uuid */
            id: string;
            kind_name: string;
            body: string;
            purpose: string;
            parts: components["schemas"]["NamedPart"][];
            /** Format: date-time */
            until: string;
            number?: string;
            title?: string;
            summary?: {
                number: string;
                title: string;
                phase: string;
                phase_name: string;
                categories: components["schemas"]["Category"][];
                /** Format: date-time */
                declared_at: string;
                department?: string;
            };
            facts?: components["schemas"]["Fact"][];
            record?: {
                kind: string;
                text: string;
                /** Format: date-time */
                occurred_at: string;
                precision: components["schemas"]["Precision"];
                by: components["schemas"]["PersonRef"];
            }[];
            tasks?: components["schemas"]["Task"][];
            files?: components["schemas"]["EngagedFile"][];
            notes?: components["schemas"]["Exchange"][];
        };
        MyAsk: {
            /** Format: uuid */
            id: string;
            text: string;
            /** @enum {string} */
            state: "open" | "answered" | "dropped";
            asked_by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            due_at?: string;
            /** Format: date-time */
            ended_at?: string;
            answer?: string;
            files?: components["schemas"]["HandedIn"][];
        };
        AskOfIncident: {
            /** Format: uuid */
            id: string;
            text: string;
            /** @enum {string} */
            state: "open" | "answered" | "dropped";
            person?: components["schemas"]["PersonRef"];
            /** @description The post's name. */
            post?: string;
            asked_by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            due_at?: string;
            answer?: string;
            answered_by?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            ended_at?: string;
        };
        CommentInput: {
            comment?: string;
        };
        ApprovalInput: {
            /** @description A code of the charter's `approvals`. */
            kind: string;
            title: string;
            text?: string;
            /** Format: uuid */
            incident?: string;
            /** Format: date-time */
            wanted_by?: string;
        };
        OralInput: {
            /**
             * Format: uuid
             * @description Who approved; held one of the roles that may at that time.
             */
            by: string;
            /**
             * Format: date-time
             * @description Not before it was proposed.
             */
            at: string;
            /** @description 電話, 会議の席で */
            how: string;
        };
        ConfirmationInput: {
            /** @description False: 「そうは言っていません」; then the comment is needed. */
            agrees: boolean;
            comment?: string;
        };
        Approval: {
            /** Format: uuid */
            id: string;
            rev: number;
            kind: string;
            kind_name: string;
            title: string;
            text: string;
            /** Format: uuid */
            incident?: string;
            /** @enum {string} */
            state: "asked" | "approved" | "oral" | "contested" | "sent_back" | "withdrawn";
            /** @description The roles that may: ＣＳＩＲＴ責任者 */
            approvers: string;
            /** @description Whoever proposed it may not approve it. */
            needs_two: boolean;
            /** @description What whoever approves should know of the subject. */
            details?: {
                label: string;
                text?: string;
                /** Format: date-time */
                time?: string;
            }[];
            /** Format: date-time */
            wanted_by?: string;
            asked_by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            asked_at: string;
            answered_by?: components["schemas"]["PersonRef"];
            /** Format: date-time */
            answered_at?: string;
            comment?: string;
            oral?: {
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
                how: string;
                /** @description While the signature is owed. */
                owed?: string;
            };
            /** @description 事後確認 was given or refused in the stead of whoever said it, who no longer could. */
            in_stead?: boolean;
            may: components["schemas"]["May"][];
        };
        ApprovalList: {
            items: components["schemas"]["Approval"][];
            /** @description The kinds that can be proposed here, as the charter's file has them. 支援依頼・支援要請 is proposed on its incident. */
            kinds: {
                code: string;
                name: string;
                approvers: string;
                needs_two: boolean;
            }[];
            next?: string;
        };
        ReshuffleInput: {
            /** Format: date */
            from: string;
            moves: {
                post: string;
                /** Format: uuid */
                person?: string;
                name?: string;
                /** @description Another person, though one of the staff has this name; refused without it. */
                namesake?: boolean;
                reading?: string;
            }[];
        };
        AbsenceInput: {
            /**
             * Format: uuid
             * @description Oneself when it is left out.
             */
            person?: string;
            /**
             * Format: date-time
             * @description Now when it is left out.
             */
            from?: string;
            /** Format: date-time */
            until?: string;
            reason: string;
        };
        StandInInput: {
            /** @description Code of the post to stand in for. */
            post: string;
            reason: string;
            /**
             * Format: date-time
             * @description When its holder is expected back.
             */
            until?: string;
            /** @description Posts ahead in the line whose holders are away too. */
            also_away?: string[];
        };
        Absence: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until?: string;
            reason: string;
        };
        StandIn: {
            person: components["schemas"]["PersonRef"];
            /** @description The post they do it from. */
            post: string;
            /** Format: date-time */
            since: string;
            reason: string;
        };
        Succession: {
            role: string;
            role_name: string;
            posts: {
                code: string;
                name: string;
                /** @description It has a holder who is not away. */
                there: boolean;
            }[];
            ordered: boolean;
            /** @description 要綱の空白: what the charter leaves open. */
            blank?: string;
        };
        Team: {
            persons: components["schemas"]["Person"][];
            succession: components["schemas"]["Succession"][];
            may: components["schemas"]["May"][];
            posts: {
                code: string;
                name: string;
                role: string;
                role_name: string;
                extension?: string;
                phone?: string;
                /** @description 所管 */
                scope?: string;
                /** @description Held by several at a time. */
                several?: boolean;
                stand_in?: components["schemas"]["StandIn"];
                holder?: components["schemas"]["PersonRef"];
                tenures: {
                    person: components["schemas"]["PersonRef"];
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to?: string;
                }[];
            }[];
        };
        Contacts: {
            /** @description 内線 */
            extension?: string;
            phone?: string;
            mobile?: string;
            mail?: string;
            /** @description Agreed to be woken by mail that says a number and nothing else. */
            may_mail: boolean;
            /**
             * Format: date-time
             * @description When somebody last said that they are right.
             */
            checked_at: string;
            checked_by: components["schemas"]["PersonRef"];
        };
        /** @description Full-width digits and signs are made plain. What is left out is empty. */
        ContactsInput: {
            extension?: string;
            phone?: string;
            mobile?: string;
            mail?: string;
            may_mail?: boolean;
        };
        ContactsOf: {
            person: components["schemas"]["PersonRef"];
            contacts?: components["schemas"]["Contacts"];
        };
        Duty: {
            /** Format: uuid */
            id: string;
            person: components["schemas"]["PersonRef"];
            /** Format: date */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
        };
        DutiesInput: {
            duties: {
                /** Format: uuid */
                person: string;
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            }[];
        };
        Callee: {
            person: components["schemas"]["PersonRef"];
            post?: string;
            /** @enum {string} */
            because: "on_duty" | "holds_post" | "stands_in" | "is_in_line";
            away: boolean;
            has_number: boolean;
        };
        Roster: {
            /**
             * Format: date
             * @description Whose duty it is now.
             */
            day: string;
            people: {
                person: components["schemas"]["PersonRef"];
                reading?: string;
                away: boolean;
                contacts?: components["schemas"]["Contacts"];
                posts: {
                    code: string;
                    name: string;
                    role_name: string;
                    extension?: string;
                    phone?: string;
                }[];
            }[];
            /** @description Those that have not passed. */
            duties: components["schemas"]["Duty"][];
            /** @description Whom to call now, the first first. */
            order: components["schemas"]["Callee"][];
            /** @description The same without who is on duty, for paper that outlives the week. */
            line: components["schemas"]["Callee"][];
            /** @description After which the next one is called when nobody answers. */
            minutes: number;
            may: components["schemas"]["May"][];
        };
        Wake: {
            /** Format: uuid */
            id: string;
            /** @description What the mail says. */
            number: string;
            /** @enum {string} */
            state: "calling" | "answered" | "unanswered" | "ended";
            by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at: string;
            /**
             * Format: date-time
             * @description When the next one is called, unless somebody answers.
             */
            next_at?: string;
            /** @description Somebody in the order has not been called yet. */
            has_next: boolean;
            calls: {
                person: components["schemas"]["PersonRef"];
                post?: string;
                /** @enum {string} */
                because: "on_duty" | "holds_post" | "stands_in" | "is_in_line";
                away: boolean;
                has_number: boolean;
                /** @description True for whoever was shut out of it before their turn came. */
                passed_over?: boolean;
                /** Format: date-time */
                called_at?: string;
                /** Format: date-time */
                answered_at?: string;
                noted_by?: components["schemas"]["PersonRef"];
                /** @enum {string} */
                mail?: "trying" | "sent" | "failed";
            }[];
        };
        Letters: {
            items: components["schemas"]["Letter"][];
            /** @description By which a letter can be sent; none where no mail is set up. */
            accounts: components["schemas"]["MailAccount"][];
            may: components["schemas"]["May"][];
        };
        MailAccount: {
            name: string;
            /** @enum {string} */
            network: "internet" | "lgwan";
            address: string;
        };
        LetterPerson: {
            name?: string;
            address?: string;
        };
        LetterFile: {
            /** Format: uuid */
            id: string;
            /** @description As the sender calls it; may be blank. */
            name: string;
            /** @description As the sender says. */
            type?: string;
            bytes: number;
            sha256: string;
        };
        Letter: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "in" | "out";
            /** @enum {string} */
            state: "arrived" | "read" | "unreadable" | "waiting" | "sent" | "given_up";
            account: string;
            /** @enum {string} */
            network?: "internet" | "lgwan";
            /**
             * Format: date-time
             * @description When it came or was written.
             */
            at: string;
            /**
             * Format: date-time
             * @description In: when the sender says they sent it. Out: when the server took it.
             */
            sent_at?: string;
            subject: string;
            /** @description Plain text; HTML was turned into text. */
            text: string;
            /** @description There is more in the raw mail. */
            cut?: boolean;
            from: components["schemas"]["LetterPerson"];
            reply_to?: components["schemas"]["LetterPerson"];
            to: components["schemas"]["LetterPerson"][];
            cc?: components["schemas"]["LetterPerson"][];
            files: components["schemas"]["LetterFile"][];
            raw?: components["schemas"]["LetterFile"];
            about?: {
                /** @enum {string} */
                kind: "report" | "incident";
                /** Format: uuid */
                id: string;
                number?: string;
            };
            /** @description It came into something there was, and nobody saw it yet. */
            new?: boolean;
            /** @description A machine wrote it. */
            automatic?: boolean;
            marks?: ("smime_signed" | "smime_encrypted" | "pgp_signed" | "pgp_encrypted" | "delivery_report" | "arf" | "xarf")[];
            /** @description What was wrong with it. */
            defects?: string[];
            /** @description Why it could not be read. */
            unreadable?: string;
            by?: components["schemas"]["PersonRef"];
            tries?: number;
            /** Format: date-time */
            tried_at?: string;
            /** @description Why it did not go. */
            failed?: string;
            erased?: boolean;
        };
        LetterInput: {
            /** @description By which; the first that can send when it is left out. */
            account?: string;
            subject: string;
            text: string;
            to: string[];
            cc?: string[];
            /**
             * Format: uuid
             * @description The letter this one answers.
             */
            answers?: string;
            serves?: components["schemas"]["LetterServes"];
        };
        /** @description What a mail about a report is besides: the reply to whoever told us, or a question (追加で聞く). */
        LetterServes: {
            /** @enum {string} */
            purpose: "reply" | "question";
            /** @description Of a question. */
            items?: components["schemas"]["ReportItem"][];
            /**
             * Format: date-time
             * @description Of a question.
             */
            due_at?: string;
        };
        LetterDraft: {
            subject: string;
            text: string;
        };
        LetterPlace: {
            /** @enum {string} */
            kind: "report" | "incident";
            /** Format: uuid */
            id: string;
        };
        WakeBoard: {
            /** @description Whom one would call now, the first first; without the reader. */
            order: components["schemas"]["Callee"][];
            /** @description Newest first. */
            wakes: components["schemas"]["Wake"][];
            /** @description After which the next one is called. */
            minutes: number;
            /** @description The operator named a mail server. */
            sends_mail: boolean;
            may: components["schemas"]["May"][];
        };
        Clock: {
            /** @enum {string} */
            kind: "wall" | "simulated";
            /** Format: date-time */
            now: string;
            /** @description How many things fell due on the way. */
            fired?: number;
        };
        ClockInput: {
            /** Format: date-time */
            now: string;
        };
    };
    responses: {
        /** @description What went wrong and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Who is signed in and what they may do. */
        Session: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Session"];
            };
        };
        /** @description How somebody signs in. */
        Account: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Account"];
            };
        };
        /** @description Whom one would call and who was called. */
        WakeBoard: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WakeBoard"];
            };
        };
        /** @description Who was called and who answered. */
        Wake: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Wake"];
            };
        };
        /** @description The letter. */
        Letter: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Letter"];
            };
        };
        /** @description Letters and by which account one is written. */
        Letters: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Letters"];
            };
        };
        /** @description 連絡網・当番. */
        Roster: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Roster"];
            };
        };
        /** @description The alert. */
        Alert: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Alert"];
            };
        };
        /** @description The monitor. */
        Monitor: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Monitor"];
            };
        };
        /** @description In the shape of TheHive. */
        TheHive: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        /** @description 周知・公表 as it is now. */
        Publicity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Publicity"];
            };
        };
        /** @description 注意喚起 as it is now. */
        Advisories: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Advisories"];
            };
        };
        /** @description How somebody is reached. */
        ContactsOf: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ContactsOf"];
            };
        };
        /** @description Shown once; each is good once. */
        RecoveryCodes: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RecoveryCodes"];
            };
        };
        /** @description The report. */
        Report: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Report"];
            };
        };
        /** @description The incident. */
        Incident: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Incident"];
            };
        };
        /** @description The approval. */
        Approval: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Approval"];
            };
        };
        /** @description What one is engaged for. */
        MyEngagement: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MyEngagement"];
            };
        };
        /** @description Kept. */
        Attachment: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Attachment"];
            };
        };
        /** @description The bytes as they came; always a download. */
        File: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/octet-stream": string;
            };
        };
        /** @description What was seen. */
        Inspection: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Inspection"];
            };
        };
        /** @description A new picture, at most 1,200 pixels wide and high. */
        Preview: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "image/png": string;
                "image/jpeg": string;
            };
        };
        /** @description The charter in force. */
        Charter: {
            headers: {
                ETag?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Charter"];
            };
        };
    };
    parameters: {
        id: string;
        attachment: string;
        /** @description The id of a row of Account.sessions. */
        session: string;
        limit: number;
        engagement: string;
        contractor: string;
        system: string;
        advisory: string;
        monitor: string;
        asked: string;
        /** @description The cursor of the last row seen. */
        after: string;
        /** @description The ETag that was read. */
        ifMatch: string;
        idempotencyKey: string;
        /** @description The SHA-256 it had before it was sanitised (無害化). */
        hashBefore: string;
        /** @description What whoever hands it in says it is. */
        fileKind: components["schemas"]["FileKind"];
        upstream: string;
        /** @description Percent-encoded UTF-8. */
        fileName: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Serving. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Session"];
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            201: components["responses"]["Session"];
            /** @description The second factor is still to come. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondStep"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    readWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a stranger is offered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ways"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leaveForProvider: {
        parameters: {
            query?: {
                own_device?: "1";
                /** @description To prove anew who one is. For acts that need a renewed session. */
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the sign-in service, or home. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    returnFromProvider: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                iss?: string;
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Home. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    giveSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorInput"];
            };
        };
        responses: {
            201: components["responses"]["Session"];
            default: components["responses"]["Problem"];
        };
    };
    renewSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Renewal"];
            };
        };
        responses: {
            200: components["responses"]["Session"];
            default: components["responses"]["Problem"];
        };
    };
    readAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Account"];
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    offerSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key, shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorOffer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeInput"];
            };
        };
        responses: {
            200: components["responses"]["RecoveryCodes"];
            default: components["responses"]["Problem"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["RecoveryCodes"];
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a row of Account.sessions. */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                state?: "undecided" | "waiting" | "decided" | "all";
                limit?: components["parameters"]["limit"];
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first; undecided ones oldest first. */
            200: {
                headers: {
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordReport: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportInput"];
            };
        };
        responses: {
            201: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    readReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    addToReport: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportAddition"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    replyToReporter: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyInput"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    askReporter: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionInput"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    splitReport: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitInput"];
            };
        };
        responses: {
            201: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    listLogs: {
        parameters: {
            query?: {
                /** @description As a machine calls itself, or its address. */
                host?: string;
                from?: string;
                until?: string;
                /** @description Words that all stand in a line. */
                q?: string;
                /** @description Only lines with smaller numbers. */
                before?: number;
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listLogSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogSources"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readDetection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detection"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDetectionRules: {
        parameters: {
            query?: {
                /** @description What the title, the author, the id or a tag holds. */
                q?: string;
                level?: components["schemas"]["DetectionLevel"];
                /** @description `next` of the page before. */
                after?: number;
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetectionRulePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listBundles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundlePairs"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    writeBundle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pair: string;
                    again?: number;
                };
            };
        };
        responses: {
            200: components["responses"]["File"];
            default: components["responses"]["Problem"];
        };
    };
    readBundle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description What it brought. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleTaken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readTalkScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is in force today. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TalkScript"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordNotice: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeInput"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeNotice: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgementInput"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    judgeReport: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JudgementInput"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    eraseReport: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportErasure"];
            };
        };
        responses: {
            200: components["responses"]["Report"];
            default: components["responses"]["Problem"];
        };
    };
    similarToReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most ten. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hits"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    attachToReport: {
        parameters: {
            query?: {
                /** @description What whoever hands it in says it is. */
                kind?: components["parameters"]["fileKind"];
                /** @description The SHA-256 it had before it was sanitised (無害化). */
                before?: components["parameters"]["hashBefore"];
            };
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description Percent-encoded UTF-8. */
                "X-File-Name": components["parameters"]["fileName"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            201: components["responses"]["Attachment"];
            default: components["responses"]["Problem"];
        };
    };
    readReportAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["File"];
            default: components["responses"]["Problem"];
        };
    };
    inspectReportAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Inspection"];
            default: components["responses"]["Problem"];
        };
    };
    previewReportAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Preview"];
            default: components["responses"]["Problem"];
        };
    };
    proposePriority: {
        parameters: {
            query: {
                residents: components["schemas"]["Answer"];
                stopped: components["schemas"]["Answer"];
                spreading: components["schemas"]["Answer"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the rule pack proposes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordMisdelivery: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MisdeliveryInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                state?: "open" | "ended" | "all";
                priority?: components["schemas"]["Priority"];
                category?: string;
                q?: string;
                limit?: components["parameters"]["limit"];
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    retriage: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetriageInput"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    movePhase: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhaseInput"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    readTimeline: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest happening first. */
            200: {
                headers: {
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordLine: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LineInput"];
            };
        };
        responses: {
            /** @description Recorded. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setFact: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactInput"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    addTask: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    changeTask: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskChange"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    askDecision: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    makeDecision: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
                decision: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionAnswer"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    attachToIncident: {
        parameters: {
            query?: {
                /** @description What whoever hands it in says it is. */
                kind?: components["parameters"]["fileKind"];
            };
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description Percent-encoded UTF-8. */
                "X-File-Name": components["parameters"]["fileName"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            201: components["responses"]["Attachment"];
            default: components["responses"]["Problem"];
        };
    };
    readIncidentAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["File"];
            default: components["responses"]["Problem"];
        };
    };
    inspectIncidentAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Inspection"];
            default: components["responses"]["Problem"];
        };
    };
    previewIncidentAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Preview"];
            default: components["responses"]["Problem"];
        };
    };
    listHunts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HuntList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    huntThroughFile: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    attachment: string;
                };
            };
        };
        responses: {
            /** @description What was found. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hunt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    nameUpstream: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpstreamInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    endUpstream: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
                upstream: components["parameters"]["upstream"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    setCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
                condition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionInput"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    setCircle: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleInput"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    askSomebody: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    dropAsk: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    proposeEngagement: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EngagementInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    admitOutsider: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOutsider"];
            };
        };
        responses: {
            /** @description Admitted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admitted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    noteExchange: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeInput"];
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    endEngagement: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            201: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    takeOverHere: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    eraseIncident: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentErasure"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    declareConvergence: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Statement"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    closeIncident: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Statement"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    reopenIncident: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Statement"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    withdrawIncident: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Statement"];
            };
        };
        responses: {
            200: components["responses"]["Incident"];
            default: components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description At most 8 words, apart by spaces. */
                q: string;
                /** @description What holds one of these words anywhere is left out. */
                without?: string;
                /** @description Where to look: slips, what an incident is about, its record, letters. */
                kind?: components["schemas"]["SearchPart"];
                /** @description open: somebody still has to do something about it. */
                state?: "open" | "ended";
                /** @description Of reports: how they came. */
                channel?: string;
                /** @description A code of 別表第２; reports count by the incident they became. */
                category?: string;
                /** @description This incident and its reports. */
                incident?: string;
                /** @description Received, happened or written on this day or later, by the charter's clock. */
                from?: string;
                /** @description On this day or before. */
                to?: string;
                /** @description 20 when absent; more than 50 are never given. */
                limit?: number;
                /** @description The `next` of the page before; absent: from the best. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The likeliest first. */
            200: {
                headers: {
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readJournalState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far the journal goes and what was signed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listEntries: {
        parameters: {
            query?: {
                incident?: string;
                limit?: components["parameters"]["limit"];
                /** @description The `next` of the page before; absent: from the newest. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    proveEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The leaf, its way to the root (RFC 9162) and the signed checkpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proof"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest signed note (C2SP tlog-checkpoint). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readCharter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Charter"];
            default: components["responses"]["Problem"];
        };
    };
    amendCharter: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CharterAmendment"];
            };
        };
        responses: {
            200: components["responses"]["Charter"];
            default: components["responses"]["Problem"];
        };
    };
    readCharterText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CharterText"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    replaceCharterText: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CharterTextInput"];
            };
        };
        responses: {
            200: components["responses"]["Charter"];
            default: components["responses"]["Problem"];
        };
    };
    checkCharterText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CharterTextInput"];
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CharterCheck"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts and who holds them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addPerson: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonInput"];
            };
        };
        responses: {
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readAccountOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Account"];
            default: components["responses"]["Problem"];
        };
    };
    giveAccount: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description The initial password, shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The initial password, shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InitialPassword"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    linkAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountLink"];
            };
        };
        responses: {
            /** @description Bound. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    resetSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reset. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    endSessionOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                /** @description The id of a row of Account.sessions. */
                session: components["parameters"]["session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    setTenure: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenureInput"];
            };
        };
        responses: {
            /** @description Set. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reshuffle: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReshuffleInput"];
            };
        };
        responses: {
            /** @description The team as it is then. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordAbsence: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbsenceInput"];
            };
        };
        responses: {
            /** @description The team as it is then. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordReturn: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                absence: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team as it is then. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    takeOver: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandInInput"];
            };
        };
        responses: {
            /** @description The team as it is then. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    handBack: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /** @description Code of the post stood in for. */
                post: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The team as it is then. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readRoster: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Roster"];
            default: components["responses"]["Problem"];
        };
    };
    readContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ContactsOf"];
            default: components["responses"]["Problem"];
        };
    };
    writeContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactsInput"];
            };
        };
        responses: {
            200: components["responses"]["ContactsOf"];
            default: components["responses"]["Problem"];
        };
    };
    checkContacts: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["ContactsOf"];
            default: components["responses"]["Problem"];
        };
    };
    assignDuties: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutiesInput"];
            };
        };
        responses: {
            201: components["responses"]["Roster"];
            default: components["responses"]["Problem"];
        };
    };
    endDuty: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                duty: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Roster"];
            default: components["responses"]["Problem"];
        };
    };
    readWakesOfIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WakeBoard"];
            default: components["responses"]["Problem"];
        };
    };
    wakeForIncident: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["WakeBoard"];
            default: components["responses"]["Problem"];
        };
    };
    readWakesOfReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WakeBoard"];
            default: components["responses"]["Problem"];
        };
    };
    wakeForReport: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["WakeBoard"];
            default: components["responses"]["Problem"];
        };
    };
    listLettersOfReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Letters"];
            default: components["responses"]["Problem"];
        };
    };
    writeLetterOnReport: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterInput"];
            };
        };
        responses: {
            201: components["responses"]["Letter"];
            default: components["responses"]["Problem"];
        };
    };
    draftLetterOnReport: {
        parameters: {
            query: {
                purpose: "reply" | "question";
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterDraft"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listLettersOfIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Letters"];
            default: components["responses"]["Problem"];
        };
    };
    writeLetterOnIncident: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterInput"];
            };
        };
        responses: {
            201: components["responses"]["Letter"];
            default: components["responses"]["Problem"];
        };
    };
    listNewLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Letters"];
            default: components["responses"]["Problem"];
        };
    };
    readLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Letter"];
            default: components["responses"]["Problem"];
        };
    };
    readLetterFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["File"];
            default: components["responses"]["Problem"];
        };
    };
    inspectLetterFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Inspection"];
            default: components["responses"]["Problem"];
        };
    };
    previewLetterFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Preview"];
            default: components["responses"]["Problem"];
        };
    };
    seeLetter: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Letter"];
            default: components["responses"]["Problem"];
        };
    };
    moveLetter: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterPlace"];
            };
        };
        responses: {
            201: components["responses"]["Letter"];
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeWake: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Who answered; oneself when absent.
                     */
                    person?: string;
                };
            };
        };
        responses: {
            201: components["responses"]["Wake"];
            default: components["responses"]["Problem"];
        };
    };
    callNext: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Wake"];
            default: components["responses"]["Problem"];
        };
    };
    endWake: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Wake"];
            default: components["responses"]["Problem"];
        };
    };
    myAsks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What I am asked and have not answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MyAsk"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readMyAsk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What one is asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyAsk"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerAsk: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description What one is asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyAsk"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    handInFile: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description Percent-encoded UTF-8. */
                "X-File-Name": components["parameters"]["fileName"];
            };
            path: {
                asked: components["parameters"]["asked"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myEngagements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mine. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MyEngagement"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readMyEngagement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MyEngagement"];
            default: components["responses"]["Problem"];
        };
    };
    readEngagedFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engagement: components["parameters"]["engagement"];
                attachment: components["parameters"]["attachment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["File"];
            default: components["responses"]["Problem"];
        };
    };
    writeEngagedNote: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            201: components["responses"]["MyEngagement"];
            default: components["responses"]["Problem"];
        };
    };
    handInEngagedFile: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description Percent-encoded UTF-8. */
                "X-File-Name": components["parameters"]["fileName"];
            };
            path: {
                engagement: components["parameters"]["engagement"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngagedFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                state?: "waiting" | "all";
                incident?: string;
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    propose: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalInput"];
            };
        };
        responses: {
            201: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    readApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    approve: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentInput"];
            };
        };
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    sendBack: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentInput"];
            };
        };
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    noteOralApproval: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OralInput"];
            };
        };
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    confirmApproval: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationInput"];
            };
        };
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    withdrawProposal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentInput"];
            };
        };
        responses: {
            200: components["responses"]["Approval"];
            default: components["responses"]["Problem"];
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that does not end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readBreakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakGlass"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sealBreakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sealed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakGlass"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readRegistry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The registry as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addContractor: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractorInput"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeContractor: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractorInput"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkContractor: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    proveErasure: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureProof"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endContractor: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                contractor: components["parameters"]["contractor"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistryEnd"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addSystem: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SystemInput"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeSystem: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                system: components["parameters"]["system"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SystemInput"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endSystem: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                system: components["parameters"]["system"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistryEnd"];
            };
        };
        responses: {
            /** @description The registry as it is now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description Without it, new. */
                state?: "new" | "judged" | "all";
                limit?: components["parameters"]["limit"];
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    raiseAlert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertInput"];
            };
        };
        responses: {
            /** @description It was said before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertTaken"];
                };
            };
            /** @description Taken in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertTaken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Alert"];
            default: components["responses"]["Problem"];
        };
    };
    judgeAlert: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
            };
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertJudgement"];
            };
        };
        responses: {
            201: components["responses"]["Alert"];
            default: components["responses"]["Problem"];
        };
    };
    listAlertsOfReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsOfReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMonitors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Monitors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readMonitor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Monitor"];
            default: components["responses"]["Problem"];
        };
    };
    checkMonitor: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: components["responses"]["Monitor"];
            default: components["responses"]["Problem"];
        };
    };
    acceptMonitorPage: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                monitor: components["parameters"]["monitor"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MonitorBaseline"];
            };
        };
        responses: {
            201: components["responses"]["Monitor"];
            default: components["responses"]["Problem"];
        };
    };
    receiveHook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of a hook in alerts.yaml. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description It was said before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookTaken"];
                };
            };
            /** @description Taken in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookTaken"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    theHiveCreateAlertV0: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheHiveAlertInput"];
            };
        };
        responses: {
            201: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveReadAlertV0: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveChangeAlertV0: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheHiveAlertChange"];
            };
        };
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveStatusV0: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveUserV0: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveCreateAlertV1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheHiveAlertInput"];
            };
        };
        responses: {
            201: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveReadAlertV1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveChangeAlertV1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheHiveAlertChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    theHiveStatusV1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    theHiveUserV1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TheHive"];
            default: components["responses"]["Problem"];
        };
    };
    readContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Publicity"];
            default: components["responses"]["Problem"];
        };
    };
    drawPoster: {
        parameters: {
            query?: {
                /** @description Whom it speaks to; without it, staff. */
                for?: "staff" | "outsiders";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The poster; always a download. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publishContact: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationInput"];
            };
        };
        responses: {
            201: components["responses"]["Publicity"];
            default: components["responses"]["Problem"];
        };
    };
    endPublication: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                publication: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationEnd"];
            };
        };
        responses: {
            201: components["responses"]["Publicity"];
            default: components["responses"]["Problem"];
        };
    };
    readAdvisories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    typeAdvisory: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryInput"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    listAdvisoryItems: {
        parameters: {
            query?: {
                /** @description In the title, the source, a product or a CVE. */
                q?: string;
                /** @description Only what meets the register. */
                matching?: boolean;
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdvisoryItems"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    chooseAdvisory: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryChoice"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    takeAdvisoryFile: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    pollAdvisories: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    checkAdvisoryGap: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                gap: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryGapCheck"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    assignAdvisory: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryAssignment"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    answerAdvisory: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryAnswer"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    putAwayAdvisoryMatch: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryPutAway"];
            };
        };
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    reportAdvisory: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read. */
                "If-Match": components["parameters"]["ifMatch"];
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                advisory: components["parameters"]["advisory"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Advisories"];
            default: components["responses"]["Problem"];
        };
    };
    listLooks: {
        parameters: {
            query?: {
                incident?: string;
                report?: string;
                person?: string;
                limit?: components["parameters"]["limit"];
                /** @description The cursor of the last row seen. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store's clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockInput"];
            };
        };
        responses: {
            /** @description The clock as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
