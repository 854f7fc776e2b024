#include "incident/words.h"

namespace sokuo::incident {
namespace {

constexpr std::array<Message, 9> phase_labels{
    Message{"incident.phase.triaged", "宣言済み", "Declared"},
    Message{"incident.phase.responding", "初動対応中", "Initial response"},
    Message{"incident.phase.contained", "封じ込め済み", "Contained"},
    Message{"incident.phase.eradicated", "根絶済み", "Eradicated"},
    Message{"incident.phase.recovering", "復旧中（暫定対策）", "Recovering"},
    Message{"incident.phase.recovered", "復旧済み", "Recovered"},
    Message{"incident.phase.converged", "収束宣言済み", "Convergence declared"},
    Message{"incident.phase.closed", "完了", "Closed"},
    Message{"incident.phase.withdrawn", "取り下げ", "Withdrawn"},
};

} // namespace

const Message& phase_label(Phase phase) {
    return phase_labels.at(static_cast<std::size_t>(phase));
}

} // namespace sokuo::incident
